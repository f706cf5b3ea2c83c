// The four factor types, by the names the vendor's enums give them.
import { Models } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { FactorType } from '../../../machines/index.ts'
import { chosen, request, valueOf } from '../../genauth/given.ts'
import openapi from '../../sandbox/fixtures/genauth-v3-mfa.openapi.json' with { type: 'json' }
import { atSandbox, ours, requested } from './at-sandbox.ts'

const types = suite('the factor types')

const documented = ['OTP', 'SMS', 'EMAIL', 'FACE'] as const

const spelled: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  SendEnrollFactorRequestDto: Models.SendEnrollFactorRequestDto.factorType,
  EnrollFactorDto: Models.EnrollFactorDto.factorType,
  FactorDto: Models.FactorDto.factorType,
  FactorToEnrollDto: Models.FactorToEnrollDto.factorType,
}

for (const [dto, factorType] of Object.entries(spelled)) {
  types(`Models.${dto}.factorType spells them as the wire does`, () => {
    assert.equal(factorType, Object.fromEntries(documented.map((name) => [name, name])))
  })
}

types("ours and the API's schema know the same four", () => {
  assert.equal(Object.keys(FactorType.keys).toSorted(), [...documented].toSorted())
  const { SendEnrollFactorRequestDto, EnrollFactorDto, FactorDto, FactorToEnrollDto } =
    openapi.components.schemas
  for (const { properties } of [SendEnrollFactorRequestDto, EnrollFactorDto, FactorDto, FactorToEnrollDto])
    assert.equal(properties.factorType.enum.toSorted(), [...documented].toSorted())
})

const profiles = {
  OTP: {},
  SMS: { phoneNumber: '18800000000', phoneCountryCode: '+86' },
  EMAIL: { email: 'ann@example.org' },
  FACE: {},
}

for (const factorType of documented) {
  types(
    `${factorType}: the vendor's client gets a token, and otpData for OTP alone`,
    atSandbox({}, async ({ vendor }) => {
      const reply = await vendor.sendEnrollFactorRequest({
        factorType: requested[factorType],
        profile: profiles[factorType],
      })
      assert.is(reply.statusCode, 200, reply.message)
      assert.type(reply.data.enrollmentToken, 'string')
      assert.is('otpData' in reply.data, factorType === 'OTP')
    }),
  )

  for (const [name, serviceAt] of Object.entries(ours)) {
    types(
      `${factorType}: so does ${name}`,
      atSandbox({}, async (at) => {
        const { otpData } = valueOf(await request(serviceAt(at), chosen[factorType]))
        assert.is(otpData !== undefined && otpData !== null, factorType === 'OTP')
      }),
    )
  }
}

types(
  'what an application has enabled is told by the same names',
  atSandbox({}, async ({ vendor }) => {
    const { data } = await vendor.listFactorsToEnroll()
    assert.equal(data.map((factor): string => factor.factorType).toSorted(), [...documented].toSorted())
  }),
)

types.run()
