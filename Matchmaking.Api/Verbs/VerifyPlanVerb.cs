using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans;
using Matchmaking.Core.Plans.Tables.Verification;
using Matchmaking.Core.Plans.Verification;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Verbs;

/// <summary>Checks a plan from its file alone: rebuilds the problem and runs the verifier, which knows nothing of the solvers.</summary>
internal sealed class VerifyPlanVerb : IVerb
{
    private const int Broken = 1;

    public string Name => "verify-plan";

    public string Usage => "FILE [--lang en|zh]";

    public string Summary => "Verify a plan as GET /v1/plans/{id} gave it: limits, value and bound (exit code 1 when something is wrong)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var file])
            throw new UsageException("One file is needed.");
        var language = arguments.Option("lang") switch
        {
            null or "en" => Language.En,
            "zh" => Language.Zh,
            _ => throw new UsageException("--lang is en or zh."),
        };
        try
        {
            return Report(PlanFile.Read(await File.ReadAllBytesAsync(file)), new ViolationText(language), output);
        }
        catch (Exception unreadable) when (unreadable is PlanUnreadableException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read as a plan: {unreadable.Message}");
        }
    }

    private static int Report(PlanDocument document, ViolationText text, TextWriter output)
    {
        if (document.Layout == SessionLayout.Meetings)
        {
            var reading = PlanReader.Meetings(document);
            var (problem, plan) = reading;
            var found = PlanVerifier.Verify(problem, plan);
            var held = HeldMeetings.Value(document);
            output.WriteLine(text.Label("meetings", document.Meetings.Count));
            return Write(
                found.Value + held,
                found.UpperBound + held,
                PlanProblem.WeightScale,
                [
                    .. HeldMeetings.Check(document).Select(text.Of),
                    .. found.Violations.Select(v => text.Of(OfSession(v, reading.FirstRound - 1, held), problem, PlanProblem.WeightScale)),
                ],
                text,
                output);
        }

        var (tables, seating) = SeatingReader.Read(document);
        var seats = TableVerifier.Verify(tables, seating);
        long scale = PlanProblem.WeightScale * tables.UnitsPerWeight;
        output.WriteLine(text.Label("seats", seating.Seats.Count));
        return Write(seats.Value, seats.UpperBound, scale, [.. seats.Violations.Select(v => text.Of(v, tables, scale))], text, output);
    }

    // Rounds are counted from the first that was planned again, and values without what came before.
    private static PlanViolation OfSession(PlanViolation violation, int rounds, long held) => violation.Code switch
    {
        PlanViolationCode.RoundOutOfRange or PlanViolationCode.PinInOtherRound => violation with { Round = violation.Round + rounds, Expected = violation.Expected + rounds },
        PlanViolationCode.ValueWrong or PlanViolationCode.UpperBoundWrong or PlanViolationCode.OptimalWrong =>
            violation with { Actual = violation.Actual + held, Expected = violation.Expected + held },
        _ => violation with { Round = violation.Round + rounds },
    };

    private static int Write(Int128 value, Int128? bound, long scale, IReadOnlyList<string> violations, ViolationText text, TextWriter output)
    {
        output.WriteLine(text.Label("value", ViolationText.Show(value, scale)));
        output.WriteLine(bound is null ? text.Label("no-upper-bound") : text.Label("upper-bound", ViolationText.Show(bound, scale)));
        if (bound is { } most)
        {
            var gap = most == 0 ? 0 : Math.Round((double)(most - value) / (double)most, 6);
            output.WriteLine(text.Label("gap", (decimal)gap));
        }

        output.WriteLine(text.Label(value == bound && violations.Count == 0 ? "optimal-yes" : "optimal-no"));
        output.WriteLine(violations.Count == 0 ? text.Label("file-valid") : text.Label("file-violations", violations.Count));
        foreach (var violation in violations)
            output.WriteLine($"  {violation}");
        return violations.Count == 0 ? 0 : Broken;
    }
}
