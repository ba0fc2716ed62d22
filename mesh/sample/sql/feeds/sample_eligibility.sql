select
    s._key,
    member_text(
        id_no(p.pid, p.id_changes, p.change_1, p.change_2, p.change_3,
            greatest(s.piece_start, getvariable('start_date')))
    ) as member_id,
    member_text(p.subscriber * 10) as subscriber_id,
    case
        when p.gender = 'F' then choose(getvariable('name_f'), p.pid, 'given')
        else choose(getvariable('name_m'), p.pid, 'given')
    end as first_name,
    choose(getvariable('name_family'), p.subscriber, 'family name') as last_name,
    p.gender,
    choose(['white', 'black', 'asian', 'hispanic', 'other', null], p.pid, 'race') as race,
    p.birth_date,
    p.death_date,
    (1 + pick(p.subscriber, 'number', 980)) || ' '
    || choose(['Maple Street', 'River Road', 'Hill Avenue', 'Station Lane', 'Park Court'], p.subscriber, 'street')
        as address,
    choose(getvariable('place_city'), p.subscriber, 'place') as city,
    choose(getvariable('place_state'), p.subscriber, 'place') as state,
    choose(getvariable('place_zip3'), p.subscriber, 'place')
        || lpad(cast(pick(p.subscriber, 'zip', 90) as varchar), 2, '0') as zip_code,
    '555-01' || lpad(cast(pick(p.pid, 'phone', 100) as varchar), 2, '0') as phone,
    'member' || p.pid || '@example.org' as email,
    choose(['en', 'en', 'en', 'en', 'es', 'zh', 'vi'], p.pid, 'language') as language,
    getvariable('plan_payer')[s.plan_no] as payer,
    getvariable('plan_name')[s.plan_no] as plan,
    getvariable('plan_line')[s.plan_no] as line_of_business,
    s.coverage_type,
    1 as benefit_priority,
    s.action_code,
    s.piece_start as enrollment_start_date,
    case
        when s.piece_end is not null then s.piece_end
        when u(p.pid, 'open end') < 0.5 then date '9999-12-31'
    end as enrollment_end_date,
    s.extract_date,
from {source} as s
inner join person as p on s.pid = p.pid
