import type { SearchSql } from '../../platform/database/search-source.js';
import { contractFields } from './read-register.js';

/** Contracts by number, package code and the words of these and of their name. Revisions of a package ("-00", "-01") are one code. */
export const contractSearchSql: SearchSql = {
  from: 'contract c',
  id: 'c.id',
  visible: { action: 'read', subject: 'Contract', fields: contractFields },
  codes: [
    { expression: 'fold_text(c.number)', typed: (parameter) => `fold_text(${parameter})`, byPrefix: true, ofFolded: (text) => text },
    { expression: 'package_root(c.package_code)', typed: (parameter) => `package_root(${parameter})`, byPrefix: false, ofFolded: (text) => text.replace(/-\d\d$/, '').toUpperCase() },
  ],
  words: 'c.folded',
  order: 'c.seq DESC',
  newest: 'c.seq',
  shown: `SELECT c.name AS title, c.number AS code, concat_ws(' · ', c.package_code, v.name, a.name) AS note, c.phase AS state, c.id AS link_id
            FROM contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = hit.id`,
};
