-- Which rule left an entry out, where there is one.

alter table ingest_left_out add column rule varchar(300);
