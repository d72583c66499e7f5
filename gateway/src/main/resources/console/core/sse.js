// Server-sent events out of pieces of text that are cut anywhere (https://html.spec.whatwg.org/multipage/server-sent-events.html).

/** Makes a reader: give it pieces of text, and it calls back with `{event, data, id}` for each event that is whole. */
export function eventReader(onEvent) {
  let rest = "";
  let current = fresh();
  const line = (text) => {
    if (text === "") {
      if (current.lines.length > 0) {
        onEvent({ event: current.event, data: current.lines.join("\n"), id: current.id });
      }
      current = fresh();
      return;
    }
    const colon = text.indexOf(":");
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (name === "data") {
      current.lines.push(value);
    } else if (name === "event") {
      current.event = value;
    } else if (name === "id") {
      current.id = value;
    }
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}

function fresh() {
  return { event: "message", lines: [], id: "" };
}
