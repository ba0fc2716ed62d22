{#  Packages of the drug reference that contain an opioid or a benzodiazepine: which factor their dose has, and their strength. An
    opioid taken on another route than the factor's (unknown counts as by mouth), or a strength that belongs to another ingredient,
    leaves the dose unknown. #}
with drugs as (
    select * from {{ ref('drug', v=1) }}
),

opioids as (
    select * from {{ ref('int_mme_factor') }}
),

benzodiazepines as (
    select distinct code as ingredient from {{ ref('benzodiazepine_ingredient') }}
),

parts as (
    select
        ndc11,
        strength_number,
        strength_unit,
        strength_ingredient,
        coalesce(upper(route), 'ORAL') as route,
        {{ mesh_macros.list_items('ingredients', '|') }} as ingredient
    from drugs
    where ingredients is not null
),

opioid_parts as (
    select distinct
        parts.ndc11,
        parts.ingredient,
        opioids.drug,
        position(opioids.route in parts.route) > 0 as is_route,
        cast(case
            when parts.strength_ingredient <> parts.ingredient then null
            when opioids.per_day_of_patch = 1
                then {{ pharmacy.strength_mcg_per_hour('parts.strength_number', 'parts.strength_unit') }}
            else {{ pharmacy.strength_mg('parts.strength_number', 'parts.strength_unit') }}
        end as decimal(18, 6)) as strength
    from parts
    inner join opioids
        on parts.ingredient = opioids.ingredient
),

safety_drug as (
    select
        ndc11,
        ingredient,
        'opioid' as drug_kind,
        max(case when is_route then drug end) as drug,
        max(case when is_route then strength end) as strength
    from opioid_parts
    group by ndc11, ingredient
    union all
    select
        parts.ndc11,
        parts.ingredient,
        'benzodiazepine' as drug_kind,
        cast(null as varchar) as drug,
        cast(null as decimal(18, 6)) as strength
    from parts
    inner join benzodiazepines
        on parts.ingredient = benzodiazepines.ingredient
)

select * from safety_drug
