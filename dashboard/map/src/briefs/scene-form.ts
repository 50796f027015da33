/** The form of one scene: title, seconds, what it shows, and what only the presenter sees. */

import { element } from "../dom";
import { bodyForm, secondsField } from "./body-forms";
import type { BriefsApi } from "./briefs-api";
import { act, field, lineInput, part, wordsInput } from "./parts";
import { KINDS } from "./scene-kinds";
import type { Body, Choices, Frozen, Likely, PlanLine, Scene } from "./types";

/** What the fields of a body need. */
export interface FormGround {
  api: BriefsApi;
  choices: Choices;
  plans: readonly PlanLine[];
  frozen(): Promise<Frozen[]>;
  /** `what` names the field, so that keystrokes in it are one step of undo. */
  changed(body: Body, what: string): void;
}

export interface SceneGround extends Omit<FormGround, "changed"> {
  /** To the scene's place in the list, where form and list are below each other. */
  toList: () => void;
}

/** The form; `changed` is told the whole scene. */
export function sceneForm(ground: SceneGround, given: Scene, changed: (scene: Scene, what: string) => void): HTMLElement {
  let scene = given;
  const change = (patch: Partial<Scene>, what: string): void => {
    scene = { ...scene, ...patch };
    changed(scene, what && `${scene.key}:${what}`);
  };
  const forBody: FormGround = { ...ground, changed: (body, what) => { change({ body }, what); } };
  const { title, hint } = KINDS[scene.body.kind];
  return element(
    "div", { class: "br-form", role: "group", "aria-label": `Scene ${scene.title}` },
    element("div", { class: "br-form-head" }, element("h2", {}, title), element("p", {}, `${hint}.`), act("Back to the list", ground.toList, { class: "br-button br-to-list" })),
    element(
      "div", { class: "br-pair br-title-row" },
      field("Title", lineInput(scene.title, (words) => { change({ title: words }, "title"); }, { class: "br-input br-scene-title" })),
      secondsField(forBody, scene.seconds, (seconds) => { change({ seconds }, "seconds"); }),
    ),
    ...bodyForm(forBody, scene.body),
    part(
      "For the presenter only",
      field("Notes", wordsInput(scene.notes, (notes) => { change({ notes }, "notes"); }, 3), "On no wall; in documents only as notes of a slide."),
      questionList(scene.questions, ground.choices.most.questions, (questions, what) => { change({ questions }, what); }),
    ),
  );
}

function questionList(given: readonly Likely[], most: number, changed: (questions: Likely[], what: string) => void): HTMLElement {
  const rows = element("div", { class: "br-questions" });
  let questions = [...given];
  const put = (place: number, patch: Partial<Likely>, what: string): void => {
    questions = questions.map((other, at) => (at === place ? { ...other, ...patch } : other));
    changed(questions, `question-${place}-${what}`);
  };
  const show = (): void => {
    rows.replaceChildren(
      ...questions.map((likely, place) => element(
        "div", { class: "br-question" },
        field(`Likely question ${place + 1}`, lineInput(likely.question, (question) => { put(place, { question }, "q"); }, { maxlength: 2000 })),
        field("Answer", wordsInput(likely.answer, (answer) => { put(place, { answer }, "a"); }, 2)),
        act("Take out", () => {
          questions = questions.filter((_, at) => at !== place);
          changed(questions, "");
          show();
        }, { "aria-label": `Take question ${place + 1} out` }),
      )),
      questions.length < most ? act("Add a likely question", () => {
        questions = [...questions, { question: "", answer: "" }];
        changed(questions, "");
        show();
        rows.querySelector<HTMLInputElement>(".br-question:last-of-type input")?.focus();
      }) : "",
    );
  };
  show();
  return rows;
}
