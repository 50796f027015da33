/**
 * A WebGL layer of smooth density. The kernel is applied once for a change of figures or of view, over the cells in
 * view and some way around; a frame in between draws one rectangle.
 */

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from "maplibre-gl";

import { rgb } from "./colour";
import { refined, smoothed, type CellWindow } from "./density";
import { cellMatrix, centreCell } from "./grid";
import { FRAGMENT, MOST_COLOURS, VERTEX } from "./heat-shader";
import { linkProgram, uniformsOf } from "./program";
import type { CellsGeometry } from "./wire";

/** Room around the view, as a share of it, so that small moves need no new texture. */
const MARGIN = 0.35;
const MOST_CELLS = 1024;

export interface HeatColours {
  ramp: string[];
  opacity: number;
}

interface Resources {
  gl: WebGL2RenderingContext;
  program: WebGLProgram;
  uniform: (name: string) => WebGLUniformLocation | null;
  array: WebGLVertexArrayObject;
  corners: WebGLBuffer;
  texture: WebGLTexture;
}

export class HeatLayer implements CustomLayerInterface {
  readonly type = "custom";
  readonly renderingMode = "2d";
  isVisible = true;

  #map: MapLibreMap | null = null;
  #on: Resources | null = null;
  #geometry: CellsGeometry | null = null;
  #weights: Float32Array | null = null;
  #top = 0;
  #colours: HeatColours | null = null;
  /** What the texture holds; null if it is out of date. */
  #window: CellWindow | null = null;

  constructor(readonly id: string) {}

  /** Density to draw: one weight a cell, and the density that gets the last colour. */
  setWeights(geometry: CellsGeometry, weights: Float32Array, top: number): void {
    this.#geometry = geometry;
    this.#weights = weights;
    this.#top = top;
    this.#window = null;
    this.#map?.triggerRepaint();
  }

  setColours(colours: HeatColours): void {
    this.#colours = colours;
    this.#map?.triggerRepaint();
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map;
    const program = linkProgram(gl, VERTEX, FRAGMENT, "a_corner");
    const uniform = uniformsOf(gl, program, ["u_matrix", "u_size", "u_density", "u_colours", "u_last", "u_top", "u_opacity"]);
    this.#on = { gl, program, uniform, array: gl.createVertexArray(), corners: gl.createBuffer(), texture: gl.createTexture() };
    gl.bindVertexArray(this.#on.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#on.corners);
    gl.bufferData(gl.ARRAY_BUFFER, Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
    this.#window = null;
  }

  onRemove(): void {
    const on = this.#on;
    if (!on) return;
    on.gl.deleteProgram(on.program);
    on.gl.deleteVertexArray(on.array);
    on.gl.deleteBuffer(on.corners);
    on.gl.deleteTexture(on.texture);
    this.#on = null;
  }

  render(_gl: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const [on, map, geometry, weights, colours] = [this.#on, this.#map, this.#geometry, this.#weights, this.#colours];
    if (!on || !map || !geometry || !weights || !colours || !this.isVisible || this.#top <= 0) return;
    const { gl, uniform } = on;
    const across = 2 ** geometry.level;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, on.texture);
    const view = viewWindow(map, across, 0);
    if (!this.#window || !contains(this.#window, view)) {
      this.#window = viewWindow(map, across, MARGIN);
      upload(gl, smoothed(geometry, weights, this.#window), this.#window);
    }
    const { column, row, width, height } = this.#window;
    gl.useProgram(on.program);
    gl.bindVertexArray(on.array);
    gl.uniformMatrix4fv(uniform("u_matrix"), false, cellMatrix(input.defaultProjectionData.mainMatrix, across, column, row));
    gl.uniform2f(uniform("u_size"), width, height);
    gl.uniform1i(uniform("u_density"), 0);
    gl.uniform1f(uniform("u_top"), this.#top);
    paintUniforms(on, colours);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindVertexArray(null);
  }
}

/** The cells in view, and around it by a share of its size. */
function viewWindow(map: MapLibreMap, across: number, margin: number): CellWindow {
  const bounds = map.getBounds();
  const first = centreCell(bounds.getNorthWest(), across);
  const last = centreCell(bounds.getSouthEast(), across);
  const [width, height] = [last.column - first.column + 1, last.row - first.row + 1];
  const [aside, above] = [Math.ceil(width * margin), Math.ceil(height * margin)];
  return {
    column: first.column - aside,
    row: first.row - above,
    width: Math.min(MOST_CELLS, width + 2 * aside),
    height: Math.min(MOST_CELLS, height + 2 * above),
  };
}

function contains(outer: CellWindow, inner: CellWindow): boolean {
  return inner.column >= outer.column && inner.row >= outer.row
    && inner.column + inner.width <= outer.column + outer.width && inner.row + inner.height <= outer.row + outer.height;
}

function upload(gl: WebGL2RenderingContext, density: Float32Array, { width, height }: CellWindow): void {
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  // Half floats can be read smoothly everywhere, full ones only with an extension.
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16F, width * 2, height * 2, 0, gl.RED, gl.FLOAT, refined(density, width, height));
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
}

function paintUniforms({ gl, uniform }: Resources, { ramp, opacity }: HeatColours): void {
  const colours = ramp.length > 1 ? ramp.slice(0, MOST_COLOURS) : [...ramp, ...ramp];
  gl.uniform3fv(uniform("u_colours"), Float32Array.from(colours.flatMap(rgb)));
  gl.uniform1f(uniform("u_last"), colours.length - 1);
  gl.uniform1f(uniform("u_opacity"), opacity);
}
