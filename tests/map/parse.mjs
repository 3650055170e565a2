// Read pictures as Mermaid and Graphviz do: `node parse.mjs FOLDER FILE ...` fails at the first one that they refuse.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const installed = createRequire(`${folder}/`);
const load = async (name) => import(pathToFileURL(installed.resolve(name)));
const { JSDOM } = await load("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { Graphviz } = await load("@hpcc-js/wasm-graphviz");
const mermaid = (await import(pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`))).default;
const graphviz = await Graphviz.load();
for (const file of files) {
    const text = fs.readFileSync(file, "utf8");
    if (file.endsWith(".dot")) graphviz.dot(text);
    else await mermaid.parse(text);
}
