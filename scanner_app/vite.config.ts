// Builds the two pages, each alone: `--mode scanner` (with its service worker) and `--mode board`.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Plugin } from "vite";
import { defineConfig } from "vitest/config";

const PAGES: Readonly<Record<string, string>> = { scanner: "index.html", board: "board.html" };
const WORKER = "sw.js";
/** Public files that the scanner needs when it is opened without a network. */
const ALWAYS = ["/manifest.webmanifest", "/icons/mark.svg", "/icons/192.png"];

/** What only the camera needs: fetched when it is opened, and then kept by the browser. */
const CAMERA = /^assets\/(worker|scanner-camera)-/;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Compile src/sw.ts beside the scanner and tell it which files the shell is. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    buildStart() {
      this.emitFile({ type: "chunk", id: here("src/sw.ts"), fileName: WORKER });
    },
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk" || worker.imports.length > 0) {
        this.error("The service worker must be one file: let src/sw.ts import nothing that the page imports.");
      }
      const hashed = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name) && !CAMERA.test(name));
      const files = ["/", ...ALWAYS, ...hashed.map((name) => `/${name}`)];
      const version = createHash("sha256").update(files.join("\n")).update(worker.code);
      for (const page of [PAGES["scanner"] ?? "", ...ALWAYS.map((file) => `public${file}`)]) {
        version.update(readFileSync(here(page)));
      }
      worker.code = worker.code
        .replace("SHELL_FILES", JSON.stringify(files))
        .replace("SHELL_VERSION", JSON.stringify(version.digest("hex").slice(0, 12)));
    },
  };
}

/** The decoder names a host that it would fetch its program from; ours comes from where the page does. */
function ownDecoder(): Plugin {
  return {
    name: "own-decoder",
    apply: "build",
    transform(code, id) {
      return id.includes("zxing-wasm") ? code.replaceAll(/https:\/\/fastly\.jsdelivr\.net\/npm/g, "") : null;
    },
  };
}

/** Let a later part load itself: parts have no styles of their own, so nothing needs a preload. */
function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load(id) {
      const isHelper = id === "\0vite/preload-helper.js";
      return isHelper ? "export const __vitePreload = (load) => load();" : null;
    },
  };
}

export default defineConfig(({ mode }) => ({
  worker: { format: "es", plugins: () => [ownDecoder()] },
  plugins: mode === "scanner" ? [plainImports(), serviceWorker()] : [plainImports()],
  build: {
    target: "es2022",
    outDir: process.env["OUT"] ?? "dist",
    emptyOutDir: mode === "scanner",
    copyPublicDir: mode === "scanner",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: PAGES[mode] ?? "index.html",
      output: {
        entryFileNames: `assets/${mode}-[hash].js`,
        assetFileNames: `assets/${mode}-[hash][extname]`,
        chunkFileNames: `assets/${mode}-[name]-[hash].js`,
      },
    },
  },
  test: { environment: "node", include: ["{src,tests}/**/*.test.{ts,tsx}"] },
}));
