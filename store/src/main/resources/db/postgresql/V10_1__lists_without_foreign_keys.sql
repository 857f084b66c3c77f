-- A list is written by a transaction that holds its session's row, and deleted with it. PostgreSQL would look for that row again
-- for each item.

alter table ingest_items drop constraint ingest_items_session_id_fkey;
alter table ingest_left_out drop constraint ingest_left_out_session_id_fkey;
