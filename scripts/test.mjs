// `npm test`: on a fresh clone with nothing but Node. An old Node must get as far as the sentence.
import './node-version.mjs';

import('./check.mjs').then(function (module) {
  return module.check();
});
