/** What this build expects the database to have; a test compares it with the folder of migrations. */
export const NEWEST_MIGRATION = '20261121000700_corporate_actions';
