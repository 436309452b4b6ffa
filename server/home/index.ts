/** Home: what each person has to do, what concerns their agency, where everything is. */
export { createTasks, type TaskView } from './application/tasks.js';
export { homeRoutes, type HomePorts, type TourModel } from './web/home-routes.js';
export { createNavigation, type Place } from './web/navigation.js';
export { presentTasks, leftText, type TaskTexts } from './web/task-presenter.js';
