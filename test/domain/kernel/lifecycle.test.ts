import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineLifecycle, inspectLifecycle } from '../../../server/kernel/lifecycle.js';

const grant = defineLifecycle({
  states: ['draft', 'submitted', 'approved', 'revoked', 'dropped'],
  initial: 'draft',
  final: ['revoked', 'dropped'],
  moves: [
    { from: 'draft', to: 'submitted', act: 'submit' },
    { from: 'draft', to: 'dropped', act: 'drop' },
    { from: 'submitted', to: 'draft', act: 'return' },
    { from: 'submitted', to: 'approved', act: 'approve', clause: { article: 6, clause: 2, point: 'c' } },
    { from: 'approved', to: 'revoked', act: 'revoke', clause: { article: 6, clause: 3, point: 'b' } },
  ],
});

describe('a life cycle', () => {
  test('knows which moves are open', () => {
    expect(grant.canMove('draft', 'submitted')).toBe(true);
    expect(grant.canMove('draft', 'approved')).toBe(false);
    expect(grant.canMove('draft', 'draft')).toBe(false);
    expect(grant.canMove('revoked', 'approved')).toBe(false);
    expect(grant.movesFrom('submitted').map((move) => move.act)).toEqual(['return', 'approve']);
    expect(grant.movesFrom('revoked')).toEqual([]);
  });

  test('finds where an act leads and the clause that asks for it', () => {
    expect(grant.moveBy('approved', 'revoke')).toEqual({ from: 'approved', to: 'revoked', act: 'revoke', clause: { article: 6, clause: 3, point: 'b' } });
    expect(grant.moveBy('draft', 'revoke')).toBeUndefined();
  });

  test('tells a state from any other text', () => {
    expect(grant.isState('approved')).toBe(true);
    expect(grant.isState('Approved')).toBe(false);
    expect(grant.isState('constructor')).toBe(false);
    expect(grant.isFinal('revoked')).toBe(true);
    expect(grant.isFinal('approved')).toBe(false);
  });
});

describe('inspecting a table', () => {
  const sound = { unreachable: [], deadEnds: [], unknown: [] };

  test('finds nothing in a sound one', () => {
    expect(inspectLifecycle(grant)).toEqual(sound);
  });

  test('names states that nothing leads to', () => {
    const table = { ...grant, states: [...grant.states, 'orphan'], final: [...grant.final, 'orphan'] };
    expect(inspectLifecycle(table)).toEqual({ ...sound, unreachable: ['orphan'] });
  });

  test('names states that lead nowhere, circles without a way out included', () => {
    const table = {
      ...grant,
      states: [...grant.states, 'stuck', 'left', 'right'],
      moves: [
        ...grant.moves,
        { from: 'draft', to: 'stuck', act: 'wait' },
        { from: 'draft', to: 'left', act: 'turn' },
        { from: 'left', to: 'right', act: 'turn' },
        { from: 'right', to: 'left', act: 'turn' },
      ],
    };
    expect(inspectLifecycle(table)).toEqual({ ...sound, deadEnds: ['stuck', 'left', 'right'] });
  });

  test('names that are not states are listed', () => {
    const table = { ...grant, initial: 'start', final: ['revoked', 'dropped', 'over'], moves: [...grant.moves, { from: 'approved', to: 'expierd', act: 'expire' }] };
    expect(inspectLifecycle(table).unknown).toEqual(['start', 'over', 'expierd']);
  });

  test('a life cycle without an end only asks that every state leads on', () => {
    const running = { states: ['running', 'suspended'], initial: 'running', final: [], moves: [{ from: 'running', to: 'suspended', act: 'suspend' }] };
    expect(inspectLifecycle(running)).toEqual({ ...sound, deadEnds: ['suspended'] });
    const selfLoop = { ...running, moves: [...running.moves, { from: 'suspended', to: 'suspended', act: 'extend' }] };
    expect(inspectLifecycle(selfLoop).deadEnds).toEqual(['suspended']);
    const resumed = { ...running, moves: [...running.moves, { from: 'suspended', to: 'running', act: 'resume' }] };
    expect(inspectLifecycle(resumed)).toEqual(sound);
  });

  test('in any sound table a walk reaches every state, and an end from each', () => {
    const states = ['a', 'b', 'c', 'd', 'e'];
    const state = fc.constantFrom(...states);
    const table = fc.record({
      states: fc.constant(states),
      initial: state,
      final: fc.uniqueArray(state, { minLength: 1 }),
      moves: fc.array(fc.record({ from: state, to: state, act: fc.constant('go') }), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(table, (each) => {
        const faults = inspectLifecycle(each);
        const within = (from: readonly string[], steps: number): Set<string> => {
          const seen = new Set(from);
          for (let step = 0; step < steps; step += 1) {
            each.moves.filter((move) => seen.has(move.from)).forEach((move) => seen.add(move.to));
          }
          return seen;
        };
        const reached = within([each.initial], states.length);
        expect(faults.unreachable).toEqual(states.filter((name) => !reached.has(name)));
        const stuck = states.filter((name) => !each.final.some((end) => within([name], states.length).has(end)));
        expect(faults.deadEnds).toEqual(stuck);
        expect(faults.unknown).toEqual([]);
      }),
    );
  });
});
