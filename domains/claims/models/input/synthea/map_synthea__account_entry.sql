{#  A charge and a transfer say whose turn it is to pay: 1 the first insurer, 2 the second, p the patient. #}
with feed as (
    select * from {{ source('raw_claims', 'synthea_claim_transaction') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('ID') }} as entry_id,
        {{ mesh_macros.qualified('CLAIMID') }} as claim_id,
        CHARGEID as entry_number,
        TYPE as entry_type,
        TRANSFERTYPE as owed_by,
        METHOD as payment_method,
        PAYMENTS as payment_amount
    from feed
)

select * from renamed
