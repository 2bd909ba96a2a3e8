using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>
/// Bodies that the server accepts: the examples of the description, with ids of things that exist here. What the table
/// breaks is then the only thing wrong.
/// </summary>
internal sealed class ValidBodies(World world, Seeker unregistered)
{
    private readonly Dictionary<string, string> _idOf = new()
    {
        ["startupId"] = world.Startup.StartupId,
        ["fundId"] = world.Fund.FundId,
        ["financingRequestId"] = world.Startup.RequestId,
        ["from"] = world.Fund.RegistrationId,
        ["to"] = world.Startup.RegistrationId,
        ["startupRegistrationId"] = world.OtherStartup.RegistrationId,
        ["fundRegistrationId"] = world.OtherFund.RegistrationId,
        ["registrationId"] = world.OtherStartup.RegistrationId,
        ["subjectId"] = world.Fund.FundId,
        ["id"] = world.Startup.StartupId,
    };

    /// <summary>What an example must differ in, since codes are unique, parties register once, and the session here has three rounds.</summary>
    public JsonObject Of(ApiOperation operation)
    {
        var example = operation.Body!.Example ?? throw new InvalidOperationException($"{operation.Id} has no example.");
        var body = JsonNode.Parse(example.GetRawText())!.AsObject();
        Fill(body);
        if (body.Has("externalId"))
            body["externalId"] = operation.Id;
        switch (operation.Id)
        {
            case "replaceStartup":
                body["uscc"] = Bodies.OtherValidUscc;
                break;
            case "createRegistration":
                body["party"]!["id"] = unregistered.StartupId;
                body["financingRequestId"] = unregistered.RequestId;
                break;
            case "createKey":
                body["subjectIds"] = JsonNodes.Array(world.OtherFund.FundId);
                break;
            case "repairPlan":
                body["cancelled"] = JsonNodes.Array(world.OtherFund.RegistrationId);
                break;
            case "createSavedSearch" or "replaceSavedSearch":
                body["subject"]!["id"] = world.Fund.FundId;
                body["sessionId"] = world.SessionId;
                break;
            case "createPreference":
                body["from"] = world.Fund.RegistrationId;
                body["to"] = world.OtherStartup.RegistrationId;
                break;
        }

        if (body["districts"] is JsonArray { Count: 0 })
            body["districts"] = JsonNodes.Array("hongshan");
        if (body.Has("maxMeetings"))
            body.Without("maxMeetings").With("minMeetings", 0);
        return body;
    }

    private void Fill(JsonNode node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                    Fill(item);
                break;
            case JsonObject owner:
                foreach (var (name, value) in owner.ToList())
                {
                    if (value is JsonValue && value.GetValueKind() == JsonValueKind.String && _idOf.TryGetValue(name, out var id))
                        owner[name] = id;
                    else if (value is not null)
                        Fill(value);
                }

                break;
        }
    }
}
