/** The camera in a <video>: started, stopped, changed for another, and its light. */
const CHOSEN = "camera";
const REASONS = {
  NotAllowedError: "refused", SecurityError: "refused",
  NotFoundError: "none", OverconstrainedError: "none",
};

export class Camera {
  #stream;
  #turn = 0;

  constructor(video) {
    this.video = video;
  }

  /** Show the picture: `{ok: true}`, or `{ok: false, reason}`; no reason when it is no longer wanted. */
  async start() {
    this.stop();
    const turn = this.#turn;
    if (!navigator.mediaDevices) return { ok: false, reason: "insecure" };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: wanted() });
      if (turn !== this.#turn) return { ok: false, reason: stop(stream) };
      this.#stream = this.video.srcObject = stream;
      await this.video.play();
      return { ok: true };
    } catch ({ name }) {
      return { ok: false, reason: turn === this.#turn ? REASONS[name] ?? "busy" : undefined };
    }
  }

  stop() {
    this.#turn += 1;
    stop(this.#stream);
    this.#stream = this.video.srcObject = null;
  }

  get isOn() {
    return Boolean(this.#stream);
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  get hasLight() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async light(isOn) {
    await this.#track?.applyConstraints({ advanced: [{ torch: isOn }] });
  }

  /** Whether there is another camera to change to. */
  async hasOthers() {
    return (await cameras()).length > 1;
  }

  /** Change to the next camera, which this browser then starts with. */
  async next() {
    const all = (await cameras()).map(({ deviceId }) => deviceId);
    const here = all.indexOf(this.#track?.getSettings().deviceId);
    localStorage.setItem(CHOSEN, all[(here + 1) % all.length]);
    return this.start();
  }
}

function wanted() {
  const chosen = localStorage.getItem(CHOSEN);
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  return chosen ? { ...size, deviceId: chosen } : { ...size, facingMode: "environment" };
}

async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput");
}

function stop(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}
