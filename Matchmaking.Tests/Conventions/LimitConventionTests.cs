using Matchmaking.Api.Limits;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Conventions;

/// <summary>Every endpoint is under the limits, or says why it is not.</summary>
internal sealed class LimitConventionTests
{
    [Test]
    public async Task Endpoint_KeyOverItsRate_429WhateverIsAsked()
    {
        await using var server = await TestServer.StartAsync(change: s => s with { RateLimits = RateLimits.TryParse("1")! });
        (await server.Admin.GetAsync("/taxonomy")).Expect(200);
        (await server.Admin.GetAsync("/taxonomy")).Expect(200);
        var limited = EndpointCase.Of(server).Where(e => !e.Endpoint.IsExemptFrom(RequestLimit.Rate)).ToList();
        Assert.That(limited, Has.Count.GreaterThan(50));
        var offenders = new List<string>();

        foreach (var endpoint in limited)
        {
            var path = endpoint.Pattern["/v1".Length..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var answer = await endpoint.Send(server.Admin, path);
            if (answer.Status != 429 || answer.Code != "rate-limited" || answer.Headers.RetryAfter?.Delta != TimeSpan.FromSeconds(1))
                offenders.Add($"{endpoint}: {answer.Status} {answer.Text}");
        }

        Assert.That(offenders, Is.Empty);
    }

    [Test]
    public async Task Exemption_Any_HasItsReasonAndOnlyStreamsTakeNoPlace()
    {
        await using var server = await TestServer.StartAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach (var endpoint in server.Endpoints)
            {
                var exemptions = endpoint.Metadata.GetOrderedMetadata<LimitExemption>();
                Assert.That(exemptions, Has.All.Matches<LimitExemption>(e => e.Limits != RequestLimit.None && e.Reason.Length > 10), endpoint.DisplayName);
                if (endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal))
                    Assert.That(endpoint.IsExemptFrom(RequestLimit.InFlight), Is.EqualTo(endpoint.Metadata.GetMetadata<EventStream>() is not null), endpoint.DisplayName);
            }
        }
    }
}
