/** The shaders of the cells layer. Colour comes from the class code that a texture holds for each cell. */

import { QUIET } from "./classes";

export const TEXTURE_WIDTH = 1024;
export const MOST_CLASSES = 16;

/** Four vertices a cell; the corner and the cell follow from the vertex's number. */
export const VERTEX = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform mat4 u_matrix;
uniform ivec2 u_origin;
uniform float u_side_px;
uniform float u_grow;
uniform int u_hover;
uniform usampler2D u_codes;
in uvec2 a_cell;
flat out uint v_code;
flat out int v_hovered;
out vec2 v_place;
void main() {
  int row = gl_VertexID >> 2;
  v_code = texelFetch(u_codes, ivec2(row % ${TEXTURE_WIDTH}, row / ${TEXTURE_WIDTH}), 0).r;
  v_hovered = row == u_hover ? 1 : 0;
  vec2 corner = vec2(float(gl_VertexID & 1), float((gl_VertexID >> 1) & 1));
  v_place = corner * u_side_px;
  if (v_code == 0u || v_code == 254u) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 offset = vec2(ivec2(a_cell) - u_origin) + 0.5 + (corner - 0.5) * u_grow;
  gl_Position = u_matrix * vec4(offset, 0.0, 1.0);
}`;

/**
 * Premultiplied colour; suppressed cells are striped across the screen, whatever their size, rising to the right;
 * changes that do not stand out are striped falling to the right, over a faint ground.
 */
export const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
uniform vec3 u_colours[${MOST_CLASSES}];
uniform vec3 u_hidden;
uniform vec3 u_hatch;
uniform vec3 u_mark;
uniform vec3 u_ground;
uniform vec3 u_quiet;
uniform float u_opacity;
uniform float u_side_px;
uniform float u_ratio;
flat in uint v_code;
flat in int v_hovered;
in vec2 v_place;
out vec4 colour;
void main() {
  vec2 inside = min(v_place, u_side_px - v_place);
  float edge = min(inside.x, inside.y);
  float gap = u_side_px > 6.0 ? 0.5 : 0.0;
  float falling = mod((gl_FragCoord.x - gl_FragCoord.y) / u_ratio, 6.0);
  if (v_hovered == 1 && edge < max(1.5, u_side_px * 0.08)) {
    colour = vec4(u_mark, 1.0);
    return;
  }
  if (edge < gap) discard;
  if (v_code == 255u) {
    float stripe = mod((gl_FragCoord.x + gl_FragCoord.y) / u_ratio, 5.0);
    vec4 pick = stripe < 1.4 ? vec4(u_hatch, 0.6) : vec4(u_hidden, 0.3);
    colour = vec4(pick.rgb * pick.a, pick.a) * u_opacity;
    return;
  }
  bool isQuiet = v_code > ${QUIET}u;
  vec3 full = u_colours[int(v_code) - (isQuiet ? ${QUIET + 1} : 1)];
  vec3 soft = falling < 1.2 ? mix(u_ground, u_quiet, 0.6) : mix(u_ground, full, 0.35);
  colour = vec4(isQuiet ? soft : full, 1.0) * u_opacity;
}`;
