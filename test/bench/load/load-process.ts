import { runLoad, type LoadPlan } from './run-load.js';

// A generator in the process of the bench would make it late, and its garbage would be counted as the service's delay.
process.once('message', (plan: LoadPlan) => {
  runLoad(plan).then(
    (report) => process.send!({ report }, () => process.disconnect()),
    (error: Error) => process.send!({ error: error.message }, () => process.disconnect()),
  );
});
