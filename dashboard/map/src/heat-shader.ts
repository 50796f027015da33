/** The shaders of the heat layer: a texture of density, two texels a cell each way, drawn through a ramp of colours. */

export const MOST_COLOURS = 8;

/** Four vertices: the corners of the window of cells. */
export const VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform vec2 u_size;
in vec2 a_corner;
out vec2 v_cell;
void main() {
  v_cell = a_corner * u_size;
  gl_Position = u_matrix * vec4(v_cell, 0.0, 1.0);
}`;

/** Premultiplied colour; half the colours stand for less than a quarter of the top, and what is faint is thin. */
export const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_density;
uniform vec2 u_size;
uniform vec3 u_colours[${MOST_COLOURS}];
uniform float u_last;
uniform float u_top;
uniform float u_opacity;
in vec2 v_cell;
out vec4 colour;
void main() {
  float density = texture(u_density, v_cell / u_size).r;
  if (density <= 0.0) discard;
  float share = sqrt(min(density / u_top, 1.0));
  float place = share * u_last;
  int at = int(min(place, u_last - 1.0));
  vec3 mixed = mix(u_colours[at], u_colours[at + 1], place - float(at));
  float alpha = smoothstep(0.0, 0.42, share) * u_opacity;
  colour = vec4(mixed * alpha, alpha);
}`;
