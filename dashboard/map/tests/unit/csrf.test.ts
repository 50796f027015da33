import { expect, test } from "vitest";

import { jsonHeaders, tokenHeader } from "../../src/csrf";

test("the token of the cookie goes into the header, whatever other cookies there are", () => {
  expect(tokenHeader("a=1; _csrf_token=abc.def%3D; x_csrf_token=no")).toEqual({ "X-CSRFToken": "abc.def=" });
  expect(tokenHeader("_csrf_token=abc")).toEqual({ "X-CSRFToken": "abc" });
});

test("without a token there is no header", () => {
  expect(tokenHeader("")).toEqual({});
  expect(tokenHeader("my_csrf_token=abc; other=1")).toEqual({});
});

test("a change is sent as JSON", () => {
  expect(jsonHeaders()["Content-Type"]).toBe("application/json");
});
