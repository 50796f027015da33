/** One picture of a part of the map, as large as its canvas, and the custom layer that lays it down again. */

import type { CustomLayerInterface, Map as MapLibreMap } from "maplibre-gl";

import { linkProgram } from "./program";

const VERTEX = `#version 300 es
in vec2 a_corner;
void main() {
  gl_Position = vec4(a_corner, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D u_picture;
out vec4 colour;
void main() {
  colour = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0);
}`;

interface Resources {
  gl: WebGL2RenderingContext;
  program: WebGLProgram;
  array: WebGLVertexArrayObject;
  corners: WebGLBuffer;
  texture: WebGLTexture;
}

export class Plate implements CustomLayerInterface {
  readonly type = "custom";
  readonly renderingMode = "2d";
  /** A frame of pictures is being drawn; in any other the layer draws nothing. */
  isShown = false;
  #on: Resources | null = null;
  #size = { width: 0, height: 0 };
  readonly #isOver: boolean;

  /** `isOver` lays the picture over what is drawn already; else it takes its place. */
  constructor(readonly id: string, { isOver }: { isOver: boolean }) {
    this.#isOver = isOver;
  }

  onAdd(_map: MapLibreMap, gl: WebGL2RenderingContext): void {
    const on = { gl, program: linkProgram(gl, VERTEX, FRAGMENT, "a_corner"), array: gl.createVertexArray(), corners: gl.createBuffer(), texture: gl.createTexture() };
    gl.bindVertexArray(on.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, on.corners);
    // One triangle that covers the canvas.
    gl.bufferData(gl.ARRAY_BUFFER, Float32Array.of(-1, -1, 3, -1, -1, 3), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
    this.#on = on;
    this.#size = { width: 0, height: 0 };
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

  /** Keep what the canvas shows now; sizes are in pixels of the canvas. */
  take(gl: WebGL2RenderingContext, width: number, height: number): void {
    if (!this.#on) return;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#on.texture);
    if (width !== this.#size.width || height !== this.#size.height) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
      for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
      this.#size = { width, height };
    }
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 0, 0, width, height);
  }

  render(): void {
    const on = this.#on;
    if (!on || !this.isShown) return;
    const { gl } = on;
    gl.useProgram(on.program);
    gl.bindVertexArray(on.array);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, on.texture);
    gl.uniform1i(gl.getUniformLocation(on.program, "u_picture"), 0);
    gl.disable(gl.DEPTH_TEST);
    if (this.#isOver) {
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    } else {
      gl.disable(gl.BLEND);
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.bindVertexArray(null);
  }
}
