import path from 'node:path';
import { libraryFromFiles } from '../../../server/library/index.js';

/** The folder of the library files that the product ships. */
export const libraryFolder = path.resolve(import.meta.dirname, '../../../seeds/library');

/** The libraries as shipped, without a database. */
export const shippedLibrary = await libraryFromFiles(libraryFolder);
