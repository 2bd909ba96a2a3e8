using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>The whole table: every operation of the description with everything that can be wrong with it, and rules that no schema can say.</summary>
internal sealed class BadRequestTable(ApiDescription api, World world, ValidBodies bodies)
{
    /// <summary>What one wrong value makes wrong in other places too, by the last name of the path, the place and its code.</summary>
    private static readonly Dictionary<(string Resource, string Error), string[]> _consequences = new()
    {
        [("financing-requests", "/amountCny must-be-positive")] = ["/minTicketCny wrong-order", "/useOfProceeds sum-mismatch"],
        [("funds", "/ticketMaxCny must-be-positive")] = ["/ticketMinCny wrong-order"],
    };

    public IReadOnlyList<BadRequest> Rows() => [.. api.Operations.Where(o => o.Path.StartsWith("/v1", StringComparison.Ordinal)).SelectMany(OfOperation), .. OfPaths(), .. RuleFaults.Of(world, bodies, api)];

    private IEnumerable<BadRequest> OfOperation(ApiOperation operation)
    {
        var path = operation.Fill(p => IdOf(operation, p));
        var valid = operation.Body is { MediaType: ApiClient.Json or ApiClient.MergePatch } ? bodies.Of(operation) : null;
        return
        [
            .. ProtocolFaults.OfIds(operation, p => IdOf(operation, p)),
            .. ProtocolFaults.OfPreconditions(operation, path, valid?.ToJsonString()),
            .. ProtocolFaults.OfQuery(operation, path, valid?.ToJsonString(), operation.Id is "exportRegistrations" ? "&sessionId=" + world.SessionId : ""),
            .. valid is null ? [] : WholeBodyFaults.Of(operation, path, valid.ToJsonString()),
            .. valid is null ? [] : OfProperties(operation, path, valid),
        ];
    }

    private IEnumerable<BadRequest> OfProperties(ApiOperation operation, string path, JsonObject valid)
    {
        // A patch shows one property; the others are those of the whole.
        var whole = operation.IsMergePatch && api.Operations.FirstOrDefault(o => o.Path == operation.Path && o.Method == HttpMethod.Put) is { } put ? bodies.Of(put) : valid;
        // PUT reads its body exactly as POST does: a part of the rows shows it.
        var step = operation.Method == HttpMethod.Put ? 4 : 1;
        return
            from fault in new SchemaFaults(operation.IsMergePatch).Of(operation.Body!.Schema, new JsonPlace(whole, [])).Where((_, i) => i % step == 0)
            select new BadRequest(
                fault.What, operation.Method, path, fault.Body, operation.Body.MediaType, operation.NeedsIfMatch ? "*" : null, 400, fault.Code, [.. fault.Errors, .. Consequences(operation, whole, fault)]);
    }

    private static IEnumerable<string> Consequences(ApiOperation operation, JsonObject whole, BodyFault fault)
    {
        var resource = operation.Path.Split('/').Last(p => !p.StartsWith('{'));
        return _consequences.GetValueOrDefault((resource, fault.Errors[0]), []).Where(e => !operation.IsMergePatch || !whole.Has("useOfProceeds") || !e.StartsWith("/useOfProceeds", StringComparison.Ordinal));
    }

    private IEnumerable<BadRequest> OfPaths() =>
        from operations in api.Operations.Where(o => o.Path.StartsWith("/v1", StringComparison.Ordinal)).GroupBy(o => o.Path)
        from row in ProtocolFaults.OfPath(operations, operations.First().Fill(p => IdOf(operations.First(), p)))
        select row;

    private string IdOf(ApiOperation operation, string parameter) => world.IdFor(operation.Path, parameter) ?? EndpointIds.Unknown;
}
