using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans.Outputs.Charts;
using Matchmaking.Api.Services;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Webhooks;
using Microsoft.OpenApi;

namespace Matchmaking.Api.OpenApi;

/// <summary>The schema of a type as bodies use it.</summary>
internal delegate IOpenApiSchema SchemaOfType(Type type);

/// <summary>What the values of query parameters look like; plain text where nothing is said.</summary>
internal static class QueryParameterSchemas
{
    /// <summary>Parameters that mean the same wherever they occur.</summary>
    private static readonly Dictionary<string, Type> _everywhere = new(StringComparer.Ordinal)
    {
        ["asOf"] = typeof(DateOnly),
        ["month"] = typeof(Month),
        ["minAmountCny"] = typeof(Money),
        ["maxAmountCny"] = typeof(Money),
        ["stage"] = typeof(Stage),
        ["category"] = typeof(FundCategory),
        ["partyType"] = typeof(PartyType),
        ["result"] = typeof(OutcomeResult),
        ["role"] = typeof(Role),
        ["action"] = typeof(AuditAction),
        ["dryRun"] = typeof(bool),
        ["format"] = typeof(TableFormat),
        ["paper"] = typeof(Paper),
        ["lang"] = typeof(Language),
    };

    private static readonly Dictionary<(string Operation, string Name), Type> _ofOperation = new()
    {
        [("listFinancingRequests", "status")] = typeof(RequestStatus),
        [("listFunds", "status")] = typeof(FundStatus),
        [("listFunds", "kind")] = typeof(FundKind),
        [("listOperations", "status")] = typeof(OperationStatus),
        [("listSessions", "status")] = typeof(SessionStatus),
        [("listRegistrations", "status")] = typeof(RegistrationStatus),
        [("listPlans", "status")] = typeof(PlanStatus),
        [("listPreferences", "from")] = typeof(Guid),
        [("listPreferences", "to")] = typeof(Guid),
        [("listModels", "status")] = typeof(ModelStatus),
        [("listKeys", "status")] = typeof(KeyStatus),
        [("listWebhooks", "status")] = typeof(WebhookStatus),
        [("listDeliveries", "status")] = typeof(DeliveryStatus),
        [("listSavedSearches", "status")] = typeof(SavedSearchStatus),
        [("listSavedSearches", "subjectType")] = typeof(RankingSubject),
        [("readEvents", "resourceId")] = typeof(string),
        [("listAudit", "from")] = typeof(DateOnly),
        [("listAudit", "to")] = typeof(DateOnly),
        [("getSeasonReport", "from")] = typeof(Month),
        [("getSeasonReport", "to")] = typeof(Month),
    };

    /// <summary>Ids that are whatever their makers call them.</summary>
    private static readonly string[] _idsOfOthers = ["externalId", "requestId"];

    public static IOpenApiSchema Of(string operation, string name, SchemaOfType schemaOf)
    {
        if (name == "limit")
            return Number(1, QueryReader.LimitMax, QueryReader.DefaultLimit);
        if (name == "wait")
            return Number(0, EventQuery.WaitSecondsMax, 0);
        if (name == "points")
            return Number(CurveQuery.PointsMin, CurveQuery.PointsMax, CurveQuery.DefaultPoints);
        if (name == "page")
            return new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" };
        // An export has the filters of its list.
        var list = operation.StartsWith("export", StringComparison.Ordinal) ? "list" + operation["export".Length..] : operation;
        if (_ofOperation.TryGetValue((list, name), out var type) || _everywhere.TryGetValue(name, out type))
            return schemaOf(type);
        if (name.EndsWith("Cny", StringComparison.Ordinal))
            return schemaOf(typeof(Money));
        return name.EndsWith("Id", StringComparison.Ordinal) && !_idsOfOthers.Contains(name)
            ? schemaOf(typeof(Guid))
            : new OpenApiSchema { Type = JsonSchemaType.String };
    }

    private static OpenApiSchema Number(int min, int max, int usual) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = min.ToString(CultureInfo.InvariantCulture),
        Maximum = max.ToString(CultureInfo.InvariantCulture),
        Default = JsonValue.Create(usual),
    };
}
