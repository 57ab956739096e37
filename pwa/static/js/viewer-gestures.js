/** Fingers, mouse and wheel on the viewer's stage. */
const SWIPE = 60;
const DOUBLE_TAP = 300;
const CLOSE_UP = 2.5;

/** Let gestures on the stage change the sight, and swipes step through the files. */
export function watch(stage, sight, step) {
  const fingers = new Map();
  let swiped = 0;
  let tapped = 0;

  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a")) return;
    if (fingers.size === 0) swiped = 0;
    fingers.set(event.pointerId, event);
    stage.setPointerCapture(event.pointerId);
    stage.toggleAttribute("data-moving", true);
  });

  stage.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const x = event.clientX - before.clientX;
    if (fingers.size === 2) pinch(sight, stage, fingers, event);
    else if (sight.isClose) sight.pan(x, event.clientY - before.clientY);
    else swiped += x;
    fingers.set(event.pointerId, event);
  });

  const lift = (event) => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    stage.removeAttribute("data-moving");
    if (Math.abs(swiped) > SWIPE) return step(swiped < 0 ? 1 : -1);
    if (Math.abs(swiped) < 8) tap(event);
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));

  /** Two taps in a row come close, or show the whole again. */
  function tap(event) {
    const isDouble = event.timeStamp - tapped < DOUBLE_TAP;
    tapped = isDouble ? 0 : event.timeStamp;
    if (isDouble && sight.isClose) sight.zoom(0);
    else if (isDouble) sight.zoom(CLOSE_UP, ...fromMiddle(stage, event));
  }

  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    sight.zoom(Math.exp(-event.deltaY / 400), ...fromMiddle(stage, event));
  }, { passive: false });
}

/** Enlarge by how the distance of two fingers changes, around the point between them. */
function pinch(sight, stage, fingers, moved) {
  const [first, second] = [...fingers.values()];
  const still = first.pointerId === moved.pointerId ? second : first;
  const before = first.pointerId === moved.pointerId ? first : second;
  const factor = distance(still, moved) / (distance(still, before) || 1);
  const [x, y] = fromMiddle(stage, still);
  const [toX, toY] = fromMiddle(stage, moved);
  sight.pan((moved.clientX - before.clientX) / 2, (moved.clientY - before.clientY) / 2);
  sight.zoom(factor, (x + toX) / 2, (y + toY) / 2);
}

function distance(one, other) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}

function fromMiddle(stage, { clientX, clientY }) {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return [clientX - left - width / 2, clientY - top - height / 2];
}
