using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Api.Plans;

/// <summary>What is wrong with a meeting of the rounds before those that a repair planned again.</summary>
/// <param name="Code">Names its text: a code of <see cref="PlanViolationCode"/>, <see cref="HeldMeetings.NotCounted"/> or <see cref="HeldMeetings.Missing"/>.</param>
/// <param name="Startup">The startup's registration; null where it is not meant.</param>
/// <param name="Fund">The fund's registration; null where it is not meant.</param>
/// <param name="Round">In which it is or was to be.</param>
/// <param name="Table">At which it is.</param>
/// <param name="Expected">What would be right.</param>
internal sealed record HeldViolation(string Code, RegistrationId? Startup, RegistrationId? Fund, int? Round, int? Table, long? Expected = null);

/// <summary>
/// Checks the meetings of a repaired plan that lie before the rounds planned again: the certificate lists them as fixed, each once, none meets again, and nobody and no table
/// is taken twice in a round. What remains of everybody's limits is checked with the rounds planned again.
/// </summary>
internal static class HeldMeetings
{
    /// <summary>A meeting that the value does not count.</summary>
    public const string NotCounted = "held-not-counted";

    /// <summary>A pair that the value counts, without a meeting.</summary>
    public const string Missing = "held-missing";

    /// <summary>What the earlier meetings are worth, in units of weight.</summary>
    public static long Value(PlanDocument document) => (document.Certificate.Fixed ?? []).Sum(w => w.Weight);

    public static IEnumerable<HeldViolation> Check(PlanDocument document)
    {
        var first = document.Certificate.FirstRound ?? 1;
        var earlier = document.Meetings.Where(m => m.Round < first).ToList();
        var counted = (document.Certificate.Fixed ?? []).Select(Pair).ToHashSet();
        return
        [
            .. earlier.Where(m => m.Round < 1).Select(m => Of(PlanViolationCode.RoundOutOfRange, m, first - 1)),
            .. earlier.Where(m => m.Table < 1 || m.Table > document.Certificate.Tables).Select(m => Of(PlanViolationCode.TableOutOfRange, m, document.Certificate.Tables)),
            .. earlier.Where(m => !counted.Contains(Pair(m))).Select(m => Of(NotCounted, m)),
            .. counted.Except(earlier.Select(Pair)).Select(p => new HeldViolation(Missing, p.Startup, p.Fund, null, null)),
            .. Again(earlier.Concat(document.Meetings.Where(m => m.Round >= first)), Pair).Select(m => Of(PlanViolationCode.PairRepeated, m)),
            .. Again(earlier, m => (m.Round, m.StartupRegistrationId)).Select(m => Of(PlanViolationCode.ParticipantTwiceInRound, m) with { Fund = null }),
            .. Again(earlier, m => (m.Round, m.FundRegistrationId)).Select(m => Of(PlanViolationCode.ParticipantTwiceInRound, m) with { Startup = null }),
            .. Again(earlier, m => (m.Round, m.Table)).Select(m => Of(PlanViolationCode.TableTwiceInRound, m)),
        ];
    }

    private static IEnumerable<PlannedMeeting> Again<TKey>(IEnumerable<PlannedMeeting> meetings, Func<PlannedMeeting, TKey> key) =>
        meetings.GroupBy(key).SelectMany(same => same.Skip(1));

    private static (RegistrationId Startup, RegistrationId Fund) Pair(PlannedMeeting meeting) => (meeting.StartupRegistrationId, meeting.FundRegistrationId);

    private static (RegistrationId Startup, RegistrationId Fund) Pair(WeightView weight) => (weight.StartupRegistrationId, weight.FundRegistrationId);

    private static HeldViolation Of(PlanViolationCode code, PlannedMeeting meeting, long? expected = null) => Of(code.Kebab(), meeting, expected);

    private static HeldViolation Of(string code, PlannedMeeting meeting, long? expected = null) =>
        new(code, meeting.StartupRegistrationId, meeting.FundRegistrationId, meeting.Round, meeting.Table, expected);
}
