-- Everything random is a hash of an entity's number, a word and the seed: no order, thread or clock can change it.
create macro u(id, salt) as
    cast(hash(id, salt, getvariable('seed')) >> 11 as double) * 1.1102230246251565e-16;

-- a whole number from 0 to n - 1
create macro pick(id, salt, n) as cast(floor(u(id, salt) * n) as integer);

create macro choose(items, id, salt) as items[1 + cast(floor(u(id, salt) * len(items)) as integer)];

-- like u, but evenly spread over the whole population, so that a rare phenomenon is present in a small one too
create macro rank_share(id, salt) as
    (row_number() over (order by hash(id, salt, getvariable('seed')), id) - 0.5) / getvariable('members');

create macro money(cents) as cast(cents as decimal(12, 0)) * cast(0.01 as decimal(2, 2));

create macro at_share(share) as
    getvariable('start_date') + cast(floor(share * getvariable('period_days')) as integer);

create macro month_start(day) as cast(date_trunc('month', day) as date);

create macro member_text(id_no) as 'M' || lpad(cast(id_no as varchar), 8, '0');

create macro npi_text(n) as '9' || lpad(cast(n as varchar), 9, '0');

-- the id that a person has on a day
create macro id_no(pid, id_changes, change_1, change_2, change_3, day) as
    pid * 10
    + case when id_changes >= 1 and day >= change_1 then 1 else 0 end
    + case when id_changes >= 2 and day >= change_2 then 1 else 0 end
    + case when id_changes >= 3 and day >= change_3 then 1 else 0 end;
