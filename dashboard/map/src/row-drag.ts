/** Dragging a row of a list to another place, by mouse, pen or finger. */

/** Follow the pointer until it lets go; `moved` is told the row's new place, counted from 0, if it has changed. */
export function dragRow(list: HTMLElement, row: HTMLElement, event: PointerEvent, moved: (place: number) => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const before = placeOf(row);
  row.classList.add("bo-dragged");
  const follow = ({ clientY }: PointerEvent): void => {
    const others = [...list.children].filter((other) => other !== row);
    const next = others.find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    if ((next ?? null) !== row.nextElementSibling) list.insertBefore(row, next ?? null);
  };
  const stop = (): void => {
    window.removeEventListener("pointermove", follow);
    window.removeEventListener("pointerup", stop);
    window.removeEventListener("pointercancel", stop);
    row.classList.remove("bo-dragged");
    if (placeOf(row) !== before) moved(placeOf(row));
  };
  window.addEventListener("pointermove", follow);
  window.addEventListener("pointerup", stop);
  window.addEventListener("pointercancel", stop);
}

function placeOf(row: HTMLElement): number {
  return row.parentElement ? [...row.parentElement.children].indexOf(row) : -1;
}
