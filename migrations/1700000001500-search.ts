import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the one search looks things up by. It reads the tables of the rooms themselves: nothing is copied that could fall behind or be
 * read by somebody who may not. Beside them stands only the list of words in use, from which slips of typing are told.
 */
export class Search1700000001500 implements MigrationInterface {
  name = 'Search1700000001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Codes: exactly, and by how they begin. A number is one agency's; those of the whole city are sought by the second index.
      CREATE INDEX contract_of_agency_by_code ON contract (agency_id, fold_text(number) text_pattern_ops);
      CREATE INDEX contract_by_code ON contract (fold_text(number) text_pattern_ops);
      CREATE INDEX contract_by_package ON contract (package_root(package_code));
      CREATE INDEX vendor_by_tax_code ON vendor (tax_code text_pattern_ops);
      CREATE INDEX vendor_by_short_name ON vendor (fold_text(short_name) text_pattern_ops);
      CREATE INDEX information_system_by_code ON information_system (fold_text(code) text_pattern_ops);

      -- Words.
      CREATE INDEX vendor_person_by_words ON vendor_person USING gin (folded_name gin_trgm_ops);
      CREATE INDEX vendor_person_by_name ON vendor_person (folded_name, id);
      CREATE INDEX information_system_by_words ON information_system USING gin (fold_text(name || ' ' || code) gin_trgm_ops);
      CREATE INDEX data_asset_by_words ON data_asset USING gin (fold_text(name) gin_trgm_ops);
      -- An index over an expression is planned by what is known of the expression.
      CREATE STATISTICS information_system_words ON (fold_text(name || ' ' || code)) FROM information_system;
      CREATE STATISTICS data_asset_words ON (fold_text(name)) FROM data_asset;
    `);

    await runner.query(`
      -- The folded words that names are made of, letters only: no number, no name of a person. A word may stand here more than once: writers
      -- of the same new word at the same time must not wait for each other, so nothing makes it unique.
      CREATE TABLE search_word (
        word text COLLATE "C" NOT NULL,
        CONSTRAINT search_word_is_one_folded_word CHECK (word ~ '^[a-z]{2,24}$')
      );
      CREATE INDEX search_word_by_word ON search_word (word);
      CREATE INDEX search_word_by_likeness ON search_word USING gin (word gin_trgm_ops);
      GRANT SELECT ON search_word TO dieu6_app;

      -- Compared byte by byte: by the rules of a language it takes twenty times as long.
      CREATE FUNCTION search_words_of(folded text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT word FROM string_to_table(translate(folded, '.,;:()/_-"''&+', '             ') COLLATE "C", ' ') word
         WHERE word COLLATE "C" ~ '^[a-z]{2,24}$' $$;

      -- Once a statement, however many rows it brings; as the owner, so that nobody else writes words.
      CREATE FUNCTION learn_search_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        EXECUTE format(
          'INSERT INTO search_word (word)
             SELECT DISTINCT used FROM entered, search_words_of(%s) used WHERE NOT EXISTS (SELECT 1 FROM search_word known WHERE known.word = used COLLATE "C")', TG_ARGV[0]);
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION learn_search_words() FROM public;
    `);
    for (const [table, words] of learned) {
      await runner.query(`
        CREATE TRIGGER search_words_entered AFTER INSERT ON ${table} REFERENCING NEW TABLE AS entered
          FOR EACH STATEMENT EXECUTE FUNCTION learn_search_words('${words.replaceAll("'", "''")}');
        CREATE TRIGGER search_words_changed AFTER UPDATE ON ${table} REFERENCING NEW TABLE AS entered
          FOR EACH STATEMENT EXECUTE FUNCTION learn_search_words('${words.replaceAll("'", "''")}');
        INSERT INTO search_word (word) SELECT DISTINCT used FROM ${table}, search_words_of(${words}) used
          WHERE NOT EXISTS (SELECT 1 FROM search_word known WHERE known.word = used COLLATE "C");
      `);
    }
  }

  async down(): Promise<void> {
    throw new Error('Indexes are taken down by a migration of their own.');
  }
}

/** Tables with the folded text that words are learned from. */
const learned = [
  ['contract', 'folded'],
  ['vendor', 'folded_search'],
  ['information_system', "fold_text(name || ' ' || code)"],
  ['data_asset', 'fold_text(name)'],
] as const;
