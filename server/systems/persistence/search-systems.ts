import type { SearchSql } from '../../platform/database/search-source.js';
import { systemFields } from './read-systems.js';

const visible = { action: 'read', subject: 'System', fields: systemFields };

/** Systems by code and the words of their name. */
export const systemSearchSql: SearchSql = {
  from: 'information_system s',
  id: 's.id',
  visible,
  codes: [{ expression: 'fold_text(s.code)', typed: (parameter) => `fold_text(${parameter})`, byPrefix: true, ofFolded: (text) => text }],
  words: "fold_text(s.name || ' ' || s.code)",
  order: 's.name COLLATE vietnamese, s.id',
  shown: `SELECT s.name AS title, s.code, a.name AS note, s.service_state AS state, s.id AS link_id
            FROM information_system s JOIN agency a ON a.id = s.managing_agency_id WHERE s.id = hit.id`,
};

/** Data assets by name; who reads a system reads the list of its data. */
export const dataAssetSearchSql: SearchSql = {
  from: 'data_asset d JOIN information_system s ON s.id = d.system_id',
  id: 'd.id',
  visible,
  codes: [],
  words: 'fold_text(d.name)',
  order: 'd.id',
  shown: `SELECT d.name AS title, NULL::text AS code, concat_ws(' · ', s.name, a.name) AS note, NULL::text AS state, s.id AS link_id
            FROM data_asset d JOIN information_system s ON s.id = d.system_id JOIN agency a ON a.id = s.managing_agency_id WHERE d.id = hit.id`,
};
