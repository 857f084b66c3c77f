-- A worker that ends takes no file with it: the item is put off, and its file committed with what was read when that happened too
-- often (docs/decisions/0050).

alter table ingest_items add column cut_short integer not null default 0; -- how often of its looks the worker ended
