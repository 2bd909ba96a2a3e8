using Matchmaking.Api.Instances;
using Matchmaking.Core.Storage.Instances;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>Who is taken for dead.</summary>
internal sealed class InstanceWatchTests
{
    private static readonly Guid _first = Guid.Parse("0197a000-0000-7000-8000-000000000001");
    private static readonly Guid _second = Guid.Parse("0197a000-0000-7000-8000-000000000002");

    private ManualClock _clock = null!;
    private InstanceWatch _watch = null!;

    [SetUp]
    public void NewWatch()
    {
        _clock = new ManualClock(TestServer.Start);
        _watch = new InstanceWatch(_clock);
    }

    [Test]
    public void Dead_BeatThatStandsStill_AfterThePatienceAndNotBefore()
    {
        Assert.That(Look(Beat(_first, 7)), Is.Empty);
        _clock.Advance(Instance.Patience);
        Assert.That(Look(Beat(_first, 7)), Is.Empty);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(Look(Beat(_first, 7)), Is.EqualTo((Guid[])[_first]));
    }

    [Test]
    public void Dead_BeatThatGrows_Lives()
    {
        for (var beat = 1; beat < 50; beat++)
        {
            Assert.That(Look(Beat(_first, beat), Beat(_second, 1)), Has.None.EqualTo(_first));
            _clock.Advance(Instance.Patience);
        }

        Assert.That(Look(Beat(_first, 50), Beat(_second, 1)), Is.EqualTo((Guid[])[_second]));
    }

    [Test]
    public void Dead_OneThatWasStruckOffAndIsListedAgain_IsWatchedAnew()
    {
        Look(Beat(_first, 3));
        _clock.Advance(Instance.Patience * 2);
        Assert.That(Look(Beat(_first, 3)), Is.EqualTo((Guid[])[_first]));
        Look();

        Assert.That(Look(Beat(_first, 3)), Is.Empty);
    }

    private static Instance Beat(Guid id, long beat) => new(id, TestServer.Start, "1.0.0", beat);

    private IReadOnlyList<Guid> Look(params Instance[] listed) => _watch.Dead(listed);
}
