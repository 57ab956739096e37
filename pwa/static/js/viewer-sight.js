/** How a picture is looked at: enlarged, moved and turned, kept within its stage. */
const CLOSEST = 8;

export class Sight {
  #scale = 1;
  #turn = 0;
  #x = 0;
  #y = 0;

  constructor(picture, stage) {
    this.picture = picture;
    this.stage = stage;
  }

  /** Whether the picture is larger than it would be as a whole. */
  get isClose() {
    return this.#scale > 1;
  }

  /** Show all of the picture, upright as it came. */
  reset() {
    this.#turn = 0;
    this.#whole();
  }

  /** Enlarge by a factor around a point given from the middle of the stage. */
  zoom(factor, x = 0, y = 0) {
    const scale = Math.min(Math.max(this.#scale * factor, 1), CLOSEST);
    const grown = scale / this.#scale;
    this.#x = x - (x - this.#x) * grown;
    this.#y = y - (y - this.#y) * grown;
    this.#scale = scale;
    this.#show();
  }

  /** Move by so many pixels. */
  pan(x, y) {
    this.#x += x;
    this.#y += y;
    this.#show();
  }

  /** Turn a quarter to the right. */
  turn() {
    this.#turn += 90;
    this.#whole();
  }

  #whole() {
    this.#scale = 1;
    this.#x = this.#y = 0;
    this.#show();
  }

  #show() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const { offsetWidth, offsetHeight } = this.picture;
    const isSideways = this.#turn % 180 !== 0;
    const [across, down] = isSideways ? [offsetHeight, offsetWidth] : [offsetWidth, offsetHeight];
    const fit = isSideways ? Math.min(width / across, height / down) || 1 : 1;
    const scale = this.#scale * fit;
    this.#x = within(this.#x, (across * scale - width) / 2);
    this.#y = within(this.#y, (down * scale - height) / 2);
    this.stage.dataset.scale = this.#scale.toFixed(2);
    this.picture.style.transform =
      `translate(${this.#x}px, ${this.#y}px) scale(${scale}) rotate(${this.#turn}deg)`;
  }
}

function within(value, most) {
  const room = Math.max(most, 0);
  return Math.min(Math.max(value, -room), room);
}
