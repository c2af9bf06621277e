import { createHttpApp, JsonLogger, serviceSettings } from '#platform';
import { ProjectorAppModule } from './projector-app.module.js';

const settings = serviceSettings(process.env);
const app = await createHttpApp(ProjectorAppModule.forRoot(settings), new JsonLogger());
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
