// `npm start`: installs and builds what changed, then serves in this same process, so that signals reach the server.
// An old Node must get as far as the sentence: the rest is imported only after the check.
import './node-version.mjs';

import('./serve.mjs').then(function (module) {
  return module.serve();
});
