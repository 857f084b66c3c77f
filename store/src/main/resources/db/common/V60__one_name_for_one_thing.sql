-- One name for one thing, beside what files write: samplers and schedulers by the program's table, models without folders,
-- extension and hash. A model's names that came with one hash are one model: library_models says which name it is shown by.

alter table library_files add column sampler_name text;
alter table library_files add column scheduler_name text;
alter table library_files add column model_name text;

create table library_models (
    written text not null, -- as files write it, without what differs between tools, in lower case
    hash text not null, -- '' if the file does not say
    name text not null,
    primary key (written, hash)
);
create index idx_library_models_hash on library_models (hash);

-- All of it comes from what the catalogue has already: no file is read for it.
delete from library_changes;
insert into library_changes (media_id) select id from media_files;
