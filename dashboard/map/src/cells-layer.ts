/**
 * A WebGL layer of square cells: geometry goes to the GPU once; a change of filter writes one byte a cell
 * into a texture; a change of theme writes only uniforms.
 */

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from "maplibre-gl";

import { FRAGMENT, MOST_CLASSES, TEXTURE_WIDTH, VERTEX } from "./cells-shader";
import { rgb } from "./colour";
import { cellMatrix, centreCell } from "./grid";
import { linkProgram, uniformsOf } from "./program";
import type { CellsGeometry } from "./wire";

const TILE_PX = 512;
const SMALLEST_PX = 1.6;

/** Colours as flat red, green, blue triples from 0 to 1. */
export interface CellColours {
  classes: string[];
  hidden: string;
  hatch: string;
  mark: string;
  /** Ground and stripes of a change that does not stand out. */
  ground: string;
  quiet: string;
  opacity: number;
}

interface Resources {
  gl: WebGL2RenderingContext;
  program: WebGLProgram;
  uniform: (name: string) => WebGLUniformLocation | null;
  array: WebGLVertexArrayObject;
  vertices: WebGLBuffer;
  indices: WebGLBuffer;
  texture: WebGLTexture;
}

export class CellsLayer implements CustomLayerInterface {
  readonly type = "custom";
  readonly renderingMode = "2d";
  isVisible = true;
  hovered = -1;

  #map: MapLibreMap | null = null;
  #on: Resources | null = null;
  #geometry: CellsGeometry | null = null;
  #codes: Uint8Array = new Uint8Array(0);
  #colours: CellColours | null = null;
  #dirty = { geometry: true, codes: true };

  constructor(readonly id: string) {}

  /** Keep a geometry; its cells stay unpainted until {@link setCodes}. */
  setGeometry(geometry: CellsGeometry): void {
    this.#geometry = geometry;
    this.#codes = new Uint8Array(geometry.x.length);
    this.#dirty = { geometry: true, codes: true };
  }

  setCodes(codes: Uint8Array): void {
    this.#codes = codes;
    this.#dirty.codes = true;
    this.#map?.triggerRepaint();
  }

  setColours(colours: CellColours): void {
    this.#colours = colours;
    this.#map?.triggerRepaint();
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map;
    const program = linkProgram(gl, VERTEX, FRAGMENT, "a_cell");
    const names = ["u_matrix", "u_origin", "u_side_px", "u_grow", "u_hover", "u_codes", "u_colours", "u_hidden", "u_hatch",
      "u_mark", "u_ground", "u_quiet", "u_opacity", "u_ratio"];
    this.#on = {
      gl,
      program,
      uniform: uniformsOf(gl, program, names),
      array: gl.createVertexArray(),
      vertices: gl.createBuffer(),
      indices: gl.createBuffer(),
      texture: gl.createTexture(),
    };
    this.#dirty = { geometry: true, codes: true };
  }

  onRemove(): void {
    const on = this.#on;
    if (!on) return;
    on.gl.deleteProgram(on.program);
    on.gl.deleteVertexArray(on.array);
    on.gl.deleteBuffer(on.vertices);
    on.gl.deleteBuffer(on.indices);
    on.gl.deleteTexture(on.texture);
    this.#on = null;
  }

  render(_gl: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const [on, map, geometry, colours] = [this.#on, this.#map, this.#geometry, this.#colours];
    if (!on || !map || !geometry || !colours || !this.isVisible || geometry.x.length === 0) return;
    const { gl } = on;
    gl.bindVertexArray(on.array);
    if (this.#dirty.geometry) this.#uploadGeometry(on, geometry);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, on.texture);
    if (this.#dirty.codes) this.#uploadCodes(on);
    gl.useProgram(on.program);
    this.#place(on, map, geometry.level, input.defaultProjectionData.mainMatrix);
    paintUniforms(on, colours);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawElements(gl.TRIANGLES, geometry.x.length * 6, gl.UNSIGNED_INT, 0);
    gl.bindVertexArray(null);
  }

  /** Cells are placed from the cell under the map's centre, so that float32 loses nothing at high zooms. */
  #place({ gl, uniform }: Resources, map: MapLibreMap, level: number, world: ArrayLike<number>): void {
    const across = 2 ** level;
    const { column, row } = centreCell(map.getCenter(), across);
    const sidePx = (TILE_PX * 2 ** map.getZoom()) / across;
    const drawnPx = Math.max(sidePx, SMALLEST_PX);
    gl.uniformMatrix4fv(uniform("u_matrix"), false, cellMatrix(world, across, column, row));
    gl.uniform2i(uniform("u_origin"), column, row);
    gl.uniform1f(uniform("u_side_px"), drawnPx);
    gl.uniform1f(uniform("u_grow"), drawnPx / sidePx);
    gl.uniform1i(uniform("u_hover"), this.hovered);
    gl.uniform1f(uniform("u_ratio"), map.getPixelRatio());
    gl.uniform1i(uniform("u_codes"), 0);
  }

  #uploadGeometry({ gl, vertices, indices }: Resources, { x, y }: CellsGeometry): void {
    const corners = new Uint32Array(x.length * 8);
    const order = new Uint32Array(x.length * 6);
    for (let i = 0; i < x.length; i++) {
      for (let corner = 0; corner < 4; corner++) {
        corners[i * 8 + corner * 2] = x[i] ?? 0;
        corners[i * 8 + corner * 2 + 1] = y[i] ?? 0;
      }
      order.set([4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 1, 4 * i + 3, 4 * i + 2], i * 6);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
    gl.bufferData(gl.ARRAY_BUFFER, corners, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribIPointer(0, 2, gl.UNSIGNED_INT, 0, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.STATIC_DRAW);
    this.#dirty.geometry = false;
  }

  #uploadCodes({ gl }: Resources): void {
    const height = Math.max(1, Math.ceil(this.#codes.length / TEXTURE_WIDTH));
    const texels = new Uint8Array(TEXTURE_WIDTH * height);
    texels.set(this.#codes);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, TEXTURE_WIDTH, height, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, texels);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    this.#dirty.codes = false;
  }
}

function paintUniforms({ gl, uniform }: Resources, colours: CellColours): void {
  const classes = new Float32Array(MOST_CLASSES * 3);
  colours.classes.slice(0, MOST_CLASSES).forEach((colour, i) => { classes.set(rgb(colour), i * 3); });
  gl.uniform3fv(uniform("u_colours"), classes);
  for (const name of ["hidden", "hatch", "mark", "ground", "quiet"] as const) gl.uniform3fv(uniform(`u_${name}`), rgb(colours[name]));
  gl.uniform1f(uniform("u_opacity"), colours.opacity);
}
