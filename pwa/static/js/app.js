/** Starts everything: Turbo, the worker, and one module for each behaviour a page may ask for. */
import "./turbo.js";
import "./worker.js";
import "./auto-submit.js";
import "./busy.js";
import "./confirm.js";
import "./copy.js";
import "./evidence-gallery.js";
import "./file-uploader.js";
import "./install-hint.js";
import "./keys.js";
import "./live.js";
import "./live-sum.js";
import "./longest.js";
import "./multi-select.js";
import "./sign-out.js";
import "./toast-message.js";
import "./unsent.js";
