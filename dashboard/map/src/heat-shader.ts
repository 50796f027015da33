/** The shaders of the heat layer: a texture of density, one texel a cell, drawn smooth through a ramp of colours. */

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

/** Premultiplied colour. Density is read by a cubic B-spline, which four reads of a linear sampler give. */
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
float density() {
  vec2 place = v_cell - 0.5;
  vec2 base = floor(place);
  vec2 f = place - base;
  vec2 w0 = (1.0 - f) * (1.0 - f) * (1.0 - f) / 6.0;
  vec2 w3 = f * f * f / 6.0;
  vec2 w1 = 2.0 / 3.0 - 0.5 * f * f * (2.0 - f);
  vec2 w2 = 1.0 - w0 - w1 - w3;
  vec2 low = w0 + w1;
  vec2 high = w2 + w3;
  vec2 a = (base - 0.5 + w1 / low) / u_size;
  vec2 b = (base + 1.5 + w3 / high) / u_size;
  return low.y * (low.x * texture(u_density, a).r + high.x * texture(u_density, vec2(b.x, a.y)).r)
    + high.y * (low.x * texture(u_density, vec2(a.x, b.y)).r + high.x * texture(u_density, b).r);
}
void main() {
  if (texture(u_density, v_cell / u_size).r <= 0.0) discard;
  float share = sqrt(clamp(density() / u_top, 0.0, 1.0));
  float place = share * u_last;
  int at = int(min(place, u_last - 1.0));
  vec3 mixed = mix(u_colours[at], u_colours[at + 1], place - float(at));
  float alpha = smoothstep(0.0, 0.42, share) * u_opacity;
  colour = vec4(mixed * alpha, alpha);
}`;
