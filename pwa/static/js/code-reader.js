/** Reads QR codes out of pictures: by the browser where it can, else in our own worker. */
const canvas = document.createElement("canvas");
const brush = canvas.getContext("2d", { willReadFrequently: true });

export class CodeReader {
  #detector = detector();
  #worker;

  /** `script` is the address of the worker. */
  constructor(script) {
    this.script = script;
  }

  /**
   * Answers with the texts of the codes in a video's picture or an image. Our own reader looks at
   * `longest` pixels at most, of the whole or of a middle `part` of it. Fails where nothing reads.
   */
  async read(picture, { longest = 800, part = 1 } = {}) {
    const detector = await this.#detector;
    try {
      if (detector) return (await detector.detect(picture)).map(({ rawValue }) => rawValue);
    } catch {
      this.#detector = undefined; // some phones have the door and nothing behind it
    }
    return this.#decode(pixels(picture, longest, part));
  }

  close() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #decode({ data, width, height }) {
    const worker = (this.#worker ??= new Worker(this.script));
    const { port1, port2: port } = new MessageChannel();
    return new Promise((done, fail) => {
      worker.onerror = () => {
        this.close();
        fail();
      };
      port1.onmessage = ({ data: texts }) => (texts ? done(texts) : fail());
      worker.postMessage({ pixels: data, width, height, port }, [data.buffer, port]);
    });
  }
}

async function detector() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return formats?.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : undefined;
}

function pixels(picture, longest, part) {
  const across = picture.videoWidth || picture.naturalWidth;
  const down = picture.videoHeight || picture.naturalHeight;
  const [width, height] = [across * part, down * part];
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const at = [(across - width) / 2, (down - height) / 2];
  brush.drawImage(picture, ...at, width, height, 0, 0, canvas.width, canvas.height);
  return brush.getImageData(0, 0, canvas.width, canvas.height);
}
