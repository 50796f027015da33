/** WebGL programs of the layers that draw themselves. */

/** A linked program whose first attribute is `attribute`; throws with the compiler's words. */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string, attribute: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error("WebGL gives no shader: the context is lost");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? "shader");
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.bindAttribLocation(program, 0, attribute);
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "program");
  return program;
}

/** Places of a program's uniforms by name. */
export function uniformsOf(gl: WebGL2RenderingContext, program: WebGLProgram, names: readonly string[]): (name: string) => WebGLUniformLocation | null {
  const found = new Map(names.map((name) => [name, gl.getUniformLocation(program, name)]));
  return (name) => found.get(name) ?? null;
}
