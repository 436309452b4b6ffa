export { unreviewedSql, type Unreviewed } from '../persistence/read-unreviewed.js';
