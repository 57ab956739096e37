/** A worker that finds the QR code in a picture, so that the page stays quick on slow phones. */
importScripts("../vendor/zxing/zxing-wasm-reader-3.1.4.js");

const wasm = new URL("../vendor/zxing/zxing-wasm-reader-3.1.4.wasm", location).href;
const HOW = { formats: ["QRCode"], maxNumberOfSymbols: 1 };

ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.onmessage = async ({ data: { pixels, width, height, port } }) => {
  try {
    const found = await ZXingWASM.readBarcodes(new ImageData(pixels, width, height), HOW);
    port.postMessage(found.map(({ text }) => text));
  } catch {
    port.postMessage(null);
  }
};
