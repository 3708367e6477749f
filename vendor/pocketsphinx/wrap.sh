#!/usr/bin/env bash
# Makes the module ps.mjs of emscripten's classic script: wrap.sh ps.js > ps.mjs
# The script looks for Node, importScripts and module systems. Here it finds none of them, so that it takes the
# same way in a browser's worker and in Node: the WebAssembly and all files are handed to it as bytes.
set -euo pipefail
echo 'const PSModule = ((process, require, importScripts, document, window, exports, module, define, __filename) => {'
cat "$1"
echo 'return PSModule;'
echo '})();'
echo 'export { PSModule };'
