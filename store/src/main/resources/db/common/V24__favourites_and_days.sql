-- What the Python tool's newest form has: favourites, and how many files were made on each day. The columns its older forms lack
-- are added by the program, which looks what is there.

create table if not exists daily_contributions (
    id ${identity},
    date ${time} not null unique,
    count integer not null,
    created_at ${time},
    updated_at ${time}
);

alter table library_files add column favourite boolean not null default false;

-- Of how many files library_files says that they were made on a day: by the rows as they were and as they become, both in one
-- transaction, so that a day costs the same however many files it has.
create table library_days (
    day bigint not null primary key, -- days since 1970-01-01 UTC
    files bigint not null
);
insert into library_days (day, files)
select (created_at - ((created_at % 86400000000) + 86400000000) % 86400000000) / 86400000000, count(*)
from library_files where created_at <> 0 group by 1;

-- Favourites may be there already, and days may never have been counted.
delete from library_changes;
insert into library_changes (media_id) select id from media_files;
