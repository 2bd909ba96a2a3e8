using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Solving.Rounds;
using Matchmaking.Core.Plans.Verification;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Rounds;

/// <summary>Bounds of plans where not everybody is there all the time.</summary>
internal sealed class RoundBoundTests
{
    [Test]
    public void NotePrices_AnyPrices_TheBoundThatTheVerifierRecomputes()
    {
        var (checks, tight) = (0, 0);
        for (var seed = 0; seed < 2_000; seed++)
        {
            var problem = RoundInstances.Tiny(seed).Problem;
            if (new MeetingSolver(SearchEffort.Quick).Solve(problem, null, CancellationToken.None) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            var model = new RoundModel(problem);
            var random = new Random(seed);
            var highest = random.Next(3) switch { 0 => 1, 1 => 20, _ => 20_000 };
            var bound = new RoundBound(model, new RoundChoice(model));

            bound.NotePrices([.. Enumerable.Range(0, model.Participants).Select(_ => random.NextInt64(-highest, highest + 1))], problem.Tables is null ? 0 : random.Next(highest));

            var verified = PlanVerifier.Verify(problem, plan with { Certificate = bound.Certificate() });
            Assert.That(verified.UpperBound, Is.EqualTo((Int128)bound.Value), $"seed {seed}");
            Assert.That(bound.Value, Is.GreaterThanOrEqualTo(plan.Value), $"seed {seed}");
            checks++;
            tight += bound.Value == plan.Value ? 1 : 0;
        }

        Assert.That(checks, Is.GreaterThan(500));
        Assert.That(tight, Is.Positive);
    }
}
