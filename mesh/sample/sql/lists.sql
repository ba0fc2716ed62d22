-- Code lists as constant lists, so that a lookup is a vectorised index and needs no join; every connection needs its own.
set variable visit_slot = (
    select flatten(list(list_resize([id], cast(weight * 10 as integer), id) order by id)) from ref_visit
);
set variable visit_kind = (
    select list(k.id order by v.id) from ref_visit as v inner join ref_kind as k on v.kind = k.kind
);
set variable visit_companion = (
    select list(coalesce(k.id, 0) order by v.id) from ref_visit as v left join ref_kind as k on v.companion = k.kind
);
set variable line_first = (
    select list(n.first_id order by k.id)
    from ref_kind as k
    inner join (select kind, min(id) as first_id from ref_kind_line group by kind) as n on k.kind = n.kind
);
set variable line_slots = (
    select list(n.slots order by k.id)
    from ref_kind as k
    inner join (select kind, count(*) as slots from ref_kind_line group by kind) as n on k.kind = n.kind
);
set variable line_low = (select list(low order by id) from ref_kind_line);
set variable line_high = (select list(high order by id) from ref_kind_line);
set variable line_units = (select list(max_units order by id) from ref_kind_line);
set variable line_revenue = (select list(revenue_center_code order by id) from ref_kind_line);
set variable line_hcpcs = (select list(hcpcs_code order by id) from ref_kind_line);
set variable kind_name = (select list(kind order by id) from ref_kind);
set variable kind_claim_type = (select list(claim_type order by id) from ref_kind);
set variable kind_bill_type = (select list(bill_type order by id) from ref_kind);
set variable kind_place = (select list(place_of_service order by id) from ref_kind);
set variable kind_min = (select list(min_lines order by id) from ref_kind);
set variable kind_max = (select list(max_lines order by id) from ref_kind);

set variable dx_code = (select list(code order by id) from ref_diagnosis);
set variable dx_first = (select list(first_id order by group_no) from dx_group);
set variable dx_codes = (select list(codes order by group_no) from dx_group);
set variable dx_acute = (select group_no from dx_group where dx_group = 'acute');
set variable kind_group = (
    select list(coalesce(g.group_no, 0) order by k.id)
    from ref_kind as k
    left join dx_group as g on k.dx_group = g.dx_group
);
set variable drg_code = (select list(drg_code order by id) from ref_drg);
set variable procedure_code = (select list(code order by id) from ref_procedure);
set variable plan_name = (select list(plan order by id) from ref_plan);
set variable plan_payer = (select list(payer order by id) from ref_plan);
set variable plan_line = (select list(line_of_business order by id) from ref_plan);
set variable chain_slot_replace = (select slots from chain_slot where style = 'replace');
set variable chain_slot_reverse = (select slots from chain_slot where style = 'reverse');
set variable chain_slot_delta = (select slots from chain_slot where style = 'delta');
set variable fill_slot = (
    select flatten(list(list_resize([pattern], weight, pattern) order by first_id))
    from (select pattern, weight, min(id) as first_id from ref_fill_pattern group by pattern, weight)
);
set variable name_f = (select list(first_name order by id) from ref_given_name where gender = 'F');
set variable name_m = (select list(first_name order by id) from ref_given_name where gender = 'M');
set variable name_family = (select list(last_name order by id) from ref_family_name);
set variable place_city = (select list(city order by id) from ref_place);
set variable place_state = (select list(state order by id) from ref_place);
set variable place_zip3 = (select list(zip3 order by id) from ref_place);
