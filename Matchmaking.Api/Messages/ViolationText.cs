using System.Collections.Frozen;
using System.Globalization;
using Matchmaking.Api.Plans;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Verification;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Api.Messages;

/// <summary>Puts what the verifiers find into words. Participants are named by their registrations.</summary>
internal sealed class ViolationText(Language language)
{
    private static readonly FrozenDictionary<string, BothLanguages> _entries =
        EmbeddedJson.Read<Dictionary<string, BothLanguages>>("Messages.violations").ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, BothLanguages> All => _entries;

    /// <summary>A label with its one number filled in.</summary>
    public string Label(string name, object? n = null) => Fill(name, ("n", n));

    /// <param name="violation">Of a plan for <paramref name="problem"/>.</param>
    /// <param name="problem">Whose participants are named.</param>
    /// <param name="scale">Units that one of the plan's value is.</param>
    public string Of(PlanViolation violation, MeetingProblem problem, long scale)
    {
        var inUnits = violation.Code is PlanViolationCode.ValueWrong or PlanViolationCode.UpperBoundWrong or PlanViolationCode.OptimalWrong or PlanViolationCode.WeightWrong;
        return Fill(
            violation.Code.Kebab(),
            ("who", Who(
                violation.Startup is { } s ? Named("startup", s, i => problem.Startups[i].Id, problem.Startups.Count) : null,
                violation.Fund is { } f ? Named("fund", f, i => problem.Funds[i].Id, problem.Funds.Count) : null)),
            ("round", violation.Round),
            ("table", violation.Table),
            ("actual", Show(violation.Actual, inUnits ? scale : 1)),
            ("expected", Show(violation.Expected, inUnits ? scale : 1)));
    }

    /// <param name="violation">Of the rounds before a repair.</param>
    public string Of(HeldViolation violation) => Fill(
        violation.Code,
        ("who", Who(violation.Startup is { } s ? Fill("startup", ("id", s)) : null, violation.Fund is { } f ? Fill("fund", ("id", f)) : null)),
        ("round", violation.Round),
        ("table", violation.Table),
        ("actual", null),
        ("expected", violation.Expected));

    /// <param name="violation">Of a seating for <paramref name="problem"/>.</param>
    /// <param name="problem">Whose participants are named.</param>
    /// <param name="scale">Units that one of the seating's value is.</param>
    public string Of(TableViolation violation, TableProblem problem, long scale)
    {
        var inUnits = violation.Code is TableViolationCode.ValueWrong or TableViolationCode.UpperBoundWrong or TableViolationCode.OptimalWrong;
        string? Participant(int? index) => index is { } i ? Named("participant", i, p => problem.Participants[p].Id, problem.Participants.Count) : null;

        // Of a meeting it is the round that is told, of a seat there is none.
        var name = violation.Code == TableViolationCode.UnknownParticipant ? "unknown-seat" : violation.Code.Kebab();
        return Fill(
            name,
            ("who", Who(Participant(violation.Participant), Participant(violation.Partner))),
            ("table", violation.Table),
            ("seat", violation.Seat),
            ("actual", Show(violation.Actual, inUnits ? scale : 1)),
            ("expected", Show(violation.Expected, inUnits ? scale : 1)));
    }

    /// <summary>A value in the plan's units; sums that do not fit a decimal stay integers.</summary>
    public static string Show(Int128? value, long scale)
    {
        if (value is not { } number)
            return "-";
        var fits = number < (Int128)decimal.MaxValue && number > (Int128)decimal.MinValue;
        return fits && scale != 1
            ? ((decimal)number / scale).ToString("0.######", CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private string Who(string? first, string? second) => (first, second) switch
    {
        (null, null) => _entries["nobody"].In(language),
        ({ } one, { } other) => one + _entries["and"].In(language) + other,
        _ => first ?? second!,
    };

    private string Named(string kind, int index, Func<int, Guid> id, int count) =>
        (uint)index < (uint)count ? Fill(kind, ("id", id(index))) : _entries["nobody"].In(language);

    private string Fill(string name, params ReadOnlySpan<(string Name, object? Value)> args) => _entries[name].In(language, args);
}
