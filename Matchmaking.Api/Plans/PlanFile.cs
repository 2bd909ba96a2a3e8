using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Plans;

/// <summary>A plan in a file: as it is served to organizers, or as it is stored.</summary>
internal static class PlanFile
{
    /// <exception cref="PlanUnreadableException">It is neither.</exception>
    public static PlanDocument Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var json = JsonDocument.Parse(WithoutMark(utf8), new JsonDocumentOptions { MaxDepth = 32 });
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new PlanUnreadableException("The file holds no plan.");

            // What is served says which plan it is; what is stored does not.
            return root.TryGetProperty("id", out _) ? Served(root.Deserialize<PlanView>(WireJson.Options)!) : root.Deserialize<PlanDocument>(WireJson.Options)!;
        }
        catch (Exception broken) when (broken is JsonException or WireException or InvalidOperationException)
        {
            throw new PlanUnreadableException(broken.Message);
        }
    }

    // The seed is not served and only draws lots; pairs withheld are not among the weights, so a meeting of one is not eligible.
    private static PlanDocument Served(PlanView view)
    {
        if (view is not { Certificate: { } certificate, Value: { } value, UpperBound: { } bound, Optimal: { } optimal })
            throw new PlanUnreadableException("The file holds a plan as a party sees it, without its certificate: read it with the key of an organizer.");
        return new PlanDocument
        {
            Layout = view.Layout,
            Objective = view.Objective,
            Seed = 0,
            ModelVersion = view.ModelVersion,
            RepairOf = view.RepairOf,
            Changes = view.Changes,
            AppendedFreezeIds = view.AppendedFreezeIds,
            Value = value,
            UpperBound = bound,
            Optimal = optimal,
            Fairness = view.Fairness,
            Unassigned = view.Unassigned,
            CarryOver = view.CarryOver,
            Meetings = view.Meetings,
            Tables = view.Tables,
            Certificate = certificate,
        };
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
