using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>ETags, merge patches, whole replacement, deletion, defaults and uniqueness of single resources.</summary>
internal sealed class ResourceTests : ApiFixture
{
    private static int _next;

    [Test]
    public async Task Create_Startup_AnsweredWithLocationAndETag()
    {
        var created = await Admin.CreateStartup();

        var read = (await Admin.GetAsync(created.Headers.Location!.ToString()["/v1".Length..])).Expect(200);
        Assert.That(read.Id, Is.EqualTo(created.Id));
        Assert.That(read.ETag, Is.EqualTo(created.ETag));
        Assert.That(read.Bytes, Is.EqualTo(created.Bytes));
    }

    [Test]
    public async Task Create_Anything_IdIsUuid7AndTimesAreUtcMilliseconds()
    {
        var created = await Admin.CreateStartup();

        Assert.That(created.Guid.Version, Is.EqualTo(7));
        Assert.That(created.Json.Text("createdAt"), Does.Match("^2026-11-20T02:00:00\\.000Z$"));
    }

    [Test]
    public async Task Get_IfNoneMatch_304WithoutBody()
    {
        var created = await Admin.CreateStartup();

        var answer = await Admin.GetAsync($"/startups/{created.Id}", ("If-None-Match", created.ETag));

        answer.Expect(304);
        Assert.That(answer.Bytes, Is.Empty);
        Assert.That(answer.ETag, Is.EqualTo(created.ETag));
    }

    [Test]
    public async Task Get_IfNoneMatchOfAnOlderVersion_200()
    {
        var created = await Admin.CreateStartup();
        await Admin.ChangeAsync($"/startups/{created.Id}", new JsonObject { ["teamSize"] = 9 });

        (await Admin.GetAsync($"/startups/{created.Id}", ("If-None-Match", created.ETag))).Expect(200);
        (await Admin.GetAsync($"/startups/{created.Id}", ("If-None-Match", $"{created.ETag}, \"2\""))).Expect(304);
    }

    [Test]
    public async Task Patch_TwoWritersWithTheSameETag_SecondIs412()
    {
        var created = await Admin.CreateStartup();
        var first = await Admin.PatchAsync($"/startups/{created.Id}", new JsonObject { ["teamSize"] = 5 }, created.ETag);

        var second = await Admin.PatchAsync($"/startups/{created.Id}", new JsonObject { ["teamSize"] = 6 }, created.ETag);

        first.Expect(200);
        second.Refused(412, "precondition-failed");
        Assert.That((await Admin.GetAsync($"/startups/{created.Id}")).Json.Int("teamSize"), Is.EqualTo(5));
    }

    [Test]
    public async Task Patch_ManyAtOnceWithTheSameETag_ExactlyOneWins()
    {
        var created = await Admin.CreateStartup();

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(i =>
            Admin.PatchAsync($"/startups/{created.Id}", new JsonObject { ["teamSize"] = i }, created.ETag)));

        Assert.That(answers.Select(a => a.Status).Order(), Is.EqualTo(Enumerable.Repeat(412, 11).Prepend(200)));
    }

    [Test]
    public async Task Patch_SingleField_LeavesTheRestAndTouchesUpdatedAt()
    {
        var created = await Admin.CreateStartup(Bodies.Startup("Before").With("teamSize", 5));
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        var changed = await Admin.PatchAsync($"/startups/{created.Id}", """{"name":"After"}""", created.ETag);

        changed.Expect(200);
        Assert.That(changed.Json.Text("name"), Is.EqualTo("After"));
        Assert.That(changed.Json.Int("teamSize"), Is.EqualTo(5));
        Assert.That(changed.Json.Text("createdAt"), Is.EqualTo(created.Json.Text("createdAt")));
        Assert.That(changed.Json.Text("updatedAt"), Is.Not.EqualTo(created.Json.Text("updatedAt")));
    }

    [Test]
    public async Task Patch_Null_RemovesAndLeavesTheDefault()
    {
        var created = await Admin.CreateStartup(Bodies.Startup().With("teamSize", 5));

        var changed = await Admin.PatchAsync($"/startups/{created.Id}", """{"teamSize":null,"district":null,"sectors":null}""", created.ETag);

        changed.Expect(200);
        Assert.That(changed.Json["teamSize"], Is.Null);
        Assert.That(changed.Json["district"], Is.Null);
        Assert.That(changed.Json.List("sectors"), Is.Empty);
    }

    [Test]
    public async Task Patch_NullOfARequiredField_Refused()
    {
        var created = await Admin.CreateFund();

        (await Admin.PatchAsync($"/funds/{created.Id}", """{"name":null}""", created.ETag)).Invalid("/name required");
        (await Admin.PatchAsync($"/funds/{created.Id}", """{"kind":null}""", created.ETag)).Invalid("/kind required");
    }

    [Test]
    public async Task Patch_Array_ReplacedAsAWhole()
    {
        var created = await Admin.CreateStartup(Bodies.Startup().With("sectors", JsonNodes.Array("evtol", "drones")));

        var changed = await Admin.PatchAsync($"/startups/{created.Id}", """{"sectors":["avionics"]}""", created.ETag);

        Assert.That(changed.Expect(200).Json.List("sectors").Select(s => s.GetValue<string>()), Is.EqualTo(Strings.Of("avionics")));
    }

    [TestCase("""{"surprise":1}""", "/surprise unknown-property")]
    [TestCase("""{"surprise":null}""", "/surprise unknown-property")]
    [TestCase("""{"id":"01920000-0000-7000-8000-000000000001"}""", "/id unknown-property")]
    [TestCase("""{"teamSize":1,"teamSize":2}""", "/teamSize duplicate-property")]
    [TestCase("""{"teamSize":"x"}""", "/teamSize wrong-type")]
    [TestCase("""{"name":""}""", "/name required")]
    [TestCase("""{"summary":"\ud800"}""", "/summary invalid-text")]
    [TestCase("""{"district":{"code":"hongshan"}}""", "/district wrong-type")]
    [TestCase("[]", " wrong-type")]
    [TestCase("null", " wrong-type")]
    public async Task Patch_WrongBody_RefusedAtItsPlaceAndNothingChanges(string patch, string error)
    {
        var created = await Admin.CreateStartup();

        var answer = await Admin.PatchAsync($"/startups/{created.Id}", patch, created.ETag);

        answer.Invalid(error);
        Assert.That((await Admin.GetAsync($"/startups/{created.Id}")).Bytes, Is.EqualTo(created.Bytes));
    }

    [Test]
    public async Task Patch_AsPlainJson_415()
    {
        var created = await Admin.CreateStartup();

        var answer = await Admin.SendAsync(HttpMethod.Patch, $"/startups/{created.Id}", "{}", ApiClient.Json, ("If-Match", created.ETag));

        answer.Refused(415, "unsupported-media-type");
        Assert.That(answer.Json.Text("detail"), Does.Contain(ApiClient.MergePatch));
    }

    [Test]
    public async Task Patch_NestedObject_MergesInto()
    {
        var session = await Admin.CreateSession();
        var guest = await Admin.Register(session.Id, Bodies.GuestRegistration("Guest"));

        var answer = await Admin.PatchAsync(
            $"/sessions/{session.Id}/registrations/{guest.Id}", new JsonObject { ["party"] = new JsonObject { ["name"] = "Guest" }, ["contact"] = "9" }, guest.ETag);

        Assert.That(answer.Expect(200).Json["party"]!.Text("type"), Is.EqualTo("guest"));
    }

    [Test]
    public async Task Patch_AmountOfARequest_DefaultedMinTicketFollows()
    {
        var startup = await Admin.CreateStartup();
        var created = await Admin.CreateRequest(Bodies.Request(startup.Id).Without("minTicketCny"));

        var smaller = await Admin.PatchAsync($"/financing-requests/{created.Id}", """{"amountCny":20000000}""", created.ETag);

        Assert.That(created.Json.Number("minTicketCny"), Is.EqualTo(30_000_000));
        Assert.That(smaller.Expect(200).Json.Number("minTicketCny"), Is.EqualTo(20_000_000));
    }

    [Test]
    public async Task Patch_AmountOfARequest_GivenMinTicketStays()
    {
        var startup = await Admin.CreateStartup();
        var created = await Admin.CreateRequest(Bodies.Request(startup.Id));

        var larger = await Admin.PatchAsync($"/financing-requests/{created.Id}", """{"amountCny":40000000}""", created.ETag);

        Assert.That(larger.Expect(200).Json.Number("minTicketCny"), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Put_Whole_WhatIsLeftOutIsGone()
    {
        var created = await Admin.CreateStartup(Bodies.Startup("Before").With("teamSize", 5));

        var replaced = await Admin.PutAsync($"/startups/{created.Id}", new JsonObject { ["name"] = "After" }, created.ETag);

        replaced.Expect(200);
        Assert.That(replaced.Id, Is.EqualTo(created.Id));
        Assert.That(replaced.Json["teamSize"], Is.Null);
        Assert.That(replaced.Json.List("sectors"), Is.Empty);
        Assert.That(replaced.ETag, Is.Not.EqualTo(created.ETag));
    }

    [Test]
    public async Task Put_WhatWasRead_WithoutServerFields_ChangesNothingElse()
    {
        var fund = await Admin.CreateFund();
        var body = (JsonObject)fund.Json.DeepClone();

        var replaced = await Admin.PutAsync($"/funds/{fund.Id}", body.Without("id").Without("createdAt").Without("updatedAt"), fund.ETag);

        Assert.That(((JsonObject)replaced.Expect(200).Json).Without("updatedAt").ToJsonString(), Is.EqualTo(((JsonObject)fund.Json).Without("updatedAt").ToJsonString()));
    }

    [Test]
    public async Task Delete_NothingRefersToIt_204ThenGone()
    {
        var created = await Admin.CreateStartup();

        (await Admin.DeleteAsync($"/startups/{created.Id}", created.ETag)).Expect(204);

        (await Admin.GetAsync($"/startups/{created.Id}")).Refused(404, "not-found");
        (await Admin.DeleteAsync($"/startups/{created.Id}", created.ETag)).Refused(404, "not-found");
    }

    [Test]
    public async Task Delete_InUse_409AndStays()
    {
        var session = await Admin.CreateSession();
        var seeker = await Admin.CreateSeeker("In use", session.Id);
        var investor = await Admin.CreateInvestor("In use", session.Id);

        foreach (var path in new[] { $"/startups/{seeker.StartupId}", $"/financing-requests/{seeker.RequestId}", $"/funds/{investor.FundId}", $"/sessions/{session.Id}" })
        {
            (await Admin.DeleteAsync(path, "*")).Refused(409, "in-use");
            (await Admin.GetAsync(path)).Expect(200);
        }
    }

    [TestCase("/startups")]
    [TestCase("/funds")]
    [TestCase("/financing-requests")]
    public async Task Create_ExternalIdTwice_409WithPointer(string path)
    {
        var startup = await Admin.CreateStartup();
        var id = $"external-{Interlocked.Increment(ref _next)}";
        JsonObject Body() => (path switch
        {
            "/startups" => Bodies.Startup(),
            "/funds" => Bodies.Fund(),
            _ => Bodies.Request(startup.Id),
        }).With("externalId", id);
        (await Admin.PostAsync(path, Body())).Expect(201);

        var second = await Admin.PostAsync(path, Body());

        second.Refused(409, "already-exists");
        Assert.That(second.Errors, Is.EqualTo(Strings.Of("/externalId already-exists")));
    }

    [Test]
    public async Task Patch_ExternalIdOfAnother_409AndUnchanged()
    {
        await Admin.CreateFund(Bodies.Fund().With("externalId", "taken"));
        var fund = await Admin.CreateFund();

        (await Admin.PatchAsync($"/funds/{fund.Id}", """{"externalId":"taken"}""", fund.ETag)).Refused(409, "already-exists");

        Assert.That((await Admin.GetAsync($"/funds/{fund.Id}")).ETag, Is.EqualTo(fund.ETag));
    }

    [Test]
    public async Task Create_UsccTwice_409WithPointer()
    {
        await Admin.CreateStartup(Bodies.Startup().With("uscc", Bodies.ValidUscc));

        var second = await Admin.PostAsync("/startups", Bodies.Startup().With("uscc", Bodies.ValidUscc));

        second.Refused(409, "already-exists");
        Assert.That(second.Errors, Is.EqualTo(Strings.Of("/uscc already-exists")));
    }

    [TestCase("91420102MA4T5LJF9H")]
    [TestCase("91420102MA4T5LJF9")]
    [TestCase("91420102ma4t5ljf9g")]
    [TestCase("")]
    public async Task Create_InvalidUscc_400(string uscc) =>
        (await Admin.PostAsync("/startups", Bodies.Startup().With("uscc", uscc))).Invalid("/uscc invalid-uscc");

    [Test]
    public async Task Create_InvalidUsccOverriddenByAdmin_IsKept()
    {
        var created = (await Admin.PostAsync("/startups?override=uscc", Bodies.Startup().With("uscc", Bodies.WrongUscc))).Expect(201);

        Assert.That(created.Json.Text("uscc"), Is.EqualTo(Bodies.WrongUscc));
    }

    [Test]
    public async Task Create_InvalidUsccOverriddenByOrganizer_403()
    {
        var organizer = await Server.As("organizer");

        (await organizer.PostAsync("/startups?override=uscc", Bodies.Startup().With("uscc", Bodies.WrongUscc))).Refused(403, "forbidden");
    }

    [TestCase("?override=all", "?override unknown-value")]
    [TestCase("?override=uscc&override=uscc", "?override duplicate")]
    public async Task Create_UnknownOverride_400(string query, string error) =>
        (await Admin.PostAsync("/startups" + query, Bodies.Startup())).Invalid(error);

    [Test]
    public async Task Create_UseOfProceedsThatAddsUp_KeptInOrder()
    {
        var startup = await Admin.CreateStartup();
        var uses = JsonNode.Parse("""[{"purpose":"tests","amountCny":10000000.5},{"purpose":"prototype","amountCny":19999999.5}]""");

        var created = await Admin.CreateRequest(Bodies.Request(startup.Id).With("useOfProceeds", uses));

        Assert.That(created.Json.List("useOfProceeds").Select(u => u.Text("purpose")), Is.EqualTo(Strings.Of("tests", "prototype")));
        Assert.That(created.Text, Does.Contain("\"amountCny\":10000000.5"));
    }
}
