using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>
/// The combined sheet of a session: a row registers a startup with its request, creating or changing all three, an existing
/// fund, or a guest. A row is taken as a whole or not at all.
/// </summary>
internal sealed class RegistrationSheet : SheetKind
{
    private readonly StartupResource _startups;
    private readonly FinancingRequestResource _requests;
    private readonly RegistrationResource _registrations;
    private readonly FieldSet<StartupDetails> _startupFields;
    private readonly FieldSet<FinancingRequestDetails> _requestFields;
    private readonly FieldSet<RegistrationDetails> _registrationFields;
    private readonly ReferenceColumns<Fund> _fund;
    private readonly ReferenceColumns<FinancingRequest> _request;
    private readonly StartupFinder _startup;
    private readonly SheetColumn _id;
    private readonly SheetColumn _type;
    private readonly SheetColumn _partyId;
    private readonly SheetColumn _externalId;
    private readonly SheetColumn _uscc;
    private readonly SheetColumn _name;
    private readonly SheetColumn _title;

    public RegistrationSheet(StartupResource startups, FinancingRequestResource requests, RegistrationResource registrations, CellFormats formats)
    {
        (_startups, _requests, _registrations) = (startups, requests, registrations);
        Sheet = new Sheet(Name);
        _startupFields = new(Sheet);
        _requestFields = new(Sheet);
        _registrationFields = new(Sheet);
        _id = Sheet.Add("id", formats.Id);
        _type = Sheet.Add("partyType", CellFormats.Enum<PartyType>(), example: PartyType.Startup);
        _partyId = Sheet.Add("partyId", formats.Id);
        _externalId = _startupFields.Add<string>("externalId", formats.Text, (d, v) => d with { ExternalId = v }, d => d.ExternalId, example: SheetExamples.StartupExternalId);
        _name = _startupFields.Add<string>("name", formats.Text, (d, v) => d with { Name = v }, d => d.Name, isNeeded: true, example: SheetExamples.StartupName);
        _uscc = _startupFields.Add<string>("uscc", formats.Uscc, (d, v) => d with { Uscc = v }, d => d.Uscc, example: SheetExamples.StartupUscc);
        StartupColumns.AddFacts(_startupFields, formats);
        var requestId = Sheet.Add("financingRequestId", formats.Id);
        var requestExternalId = _requestFields.Add<string>(
            "requestExternalId", formats.Text, (d, v) => d with { ExternalId = v }, d => d.ExternalId, example: SheetExamples.RequestExternalId, property: "externalId");
        _title = _requestFields.Add<string>("title", formats.Text, (d, v) => d with { Title = v }, d => d.Title, example: SheetExamples.RequestTitle);
        RequestColumns.AddFacts(_requestFields, formats, field => "request" + char.ToUpperInvariant(field[0]) + field[1..]);
        AddRegistration(formats);
        _startup = new StartupFinder(ReferenceKeys.Startup(_partyId, _externalId, _uscc, _name));
        _fund = ReferenceKeys.Fund(_partyId, _externalId, _name);
        _request = ReferenceKeys.Request(requestId, requestExternalId);
        Sheet.NeedsOneOf(_name, _partyId, _externalId, _uscc, _id);
    }

    public override string Name => "registrations";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Exporters => _registrations.Readers;

    public override bool TakesSession => true;

    public override bool NeedsSession => true;

    public override IEnumerable<string> KeysOf(SheetRow row)
    {
        if (row.Has(_id))
            return [Key(_id, row)];
        if (TypeOf(row) != PartyType.Startup)
            return [$"{TypeOf(row)}\u001F{_fund.KeyOf(row)}"];
        return _request.IsGiven(row)
            ? [_request.KeyOf(row)]
            : [string.Join('\u001F', [.. _startup.KeysOf(row).Take(1), row.CellOf(_title).Text])];
    }

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await Existing(context, row)).TryGet(out var existing, out var unknown))
            return unknown;
        var type = existing.Registration?.Party.Type ?? TypeOf(row);
        if (existing.Registration is not null && row.Has(_type) && TypeOf(row) != type)
            return _type.Refuse(Codes.NotAllowed, ("why", "fixed party"));
        if (type != PartyType.Startup && Misplaced(row, type) is { } misplaced)
            return misplaced;
        return type switch
        {
            PartyType.Startup => await ImportStartup(context, row, existing.Registration),
            PartyType.Fund => await ImportFund(context, row, existing.Registration),
            _ => await ImportGuest(context, row, existing.Registration),
        };
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => _registrations.Filters(query, caller);

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        var page = await RegistrationStore.Entities.List(db, query with { Filters = [.. query.Filters, .. _registrations.Scope(caller)] });
        var rows = new List<object?[]>(page.Items.Count);
        foreach (var registration in page.Items)
            rows.Add(await Show(db, registration));
        return new(rows, page.Next);
    }

    /// <summary>One row for each type of party.</summary>
    public override IReadOnlyList<object?[]> Examples()
    {
        var (fund, guest) = (Blank(), Blank());
        (fund[_type.Index], fund[_externalId.Index], fund[_name.Index]) = (PartyType.Fund, SheetExamples.FundExternalId, SheetExamples.FundName);
        (guest[_type.Index], guest[_name.Index]) = (PartyType.Guest, "示例嘉宾");
        return [.. base.Examples(), fund, guest];
    }

    private void AddRegistration(CellFormats formats)
    {
        _registrationFields.Add<string>("contact", formats.Text, (d, v) => d with { Contact = v }, d => d.Contact, example: "张经理 027-00000000");
        _registrationFields.Add<int[]>("availableRounds", formats.Rounds, (d, v) => d with { AvailableRounds = v }, d => d.AvailableRounds);
        _registrationFields.Add<int>("minMeetings", formats.Integer, (d, v) => d with { MinMeetings = v }, d => d.MinMeetings, example: 1);
        _registrationFields.Add<int>("maxMeetings", formats.Integer, (d, v) => d with { MaxMeetings = v }, d => d.MaxMeetings);
        _registrationFields.Add<RegistrationStatus>(
            "status", CellFormats.Enum<RegistrationStatus>(), (d, v) => d with { Status = v }, d => d.Status, example: RegistrationStatus.Registered);
        foreach (var pointer in (string[])["/party", "/party/id", "/party/name"])
            _registrationFields.Report(pointer, _name);
        _registrationFields.Report("/financingRequestId", _title);
        _requestFields.Report("/startupId", _name);
    }

    private async Task<Result<RowEffect>> ImportStartup(ImportContext context, SheetRow row, Registration? existing)
    {
        if (!(await StartupOf(context, row, existing)).TryGet(out var found, out var refused))
            return refused;
        if (!(await Upsert.Run(context, _startups, _startupFields, row, found.Startup, d => d)).TryGet(out var startup, out refused))
            return refused;
        if (!(await RequestOf(context, row, startup, existing)).TryGet(out var wanted, out refused))
            return refused;
        if (wanted.Request is { } other && other.StartupId != startup.Entity.Id)
            return _request.Columns[0].Refuse(Codes.ConflictingKeys, ("other", _name.Field));
        // A sheet of participants seldom has titles; the request is then called like its startup, whatever the language.
        var upserted = await Upsert.Run(
            context, _requests, _requestFields, row, wanted.Request,
            d => d with { StartupId = startup.Entity.Id, Title = d.Title.Length == 0 ? startup.Entity.Name : d.Title });
        if (!upserted.TryGet(out var request, out refused))
            return refused;
        if (existing is null && request.Effect != RowEffect.Created)
            existing = await Registered(context, "financing_request_id", request.Entity.Key);
        var party = existing?.Party ?? new Party(PartyType.Startup, startup.Entity.Key);
        var effect = await Register(context, row, existing, party, request.Entity.Id);
        if (effect.Error is null)
            context.Names.Startups.Renamed(startup.Entity.Key, found.Startup?.Name, startup.Entity.Name);
        return effect.Map(e => e == RowEffect.Unchanged && (startup.Effect, request.Effect) != (RowEffect.Unchanged, RowEffect.Unchanged) ? RowEffect.Updated : e);
    }

    private async Task<Result<RowEffect>> ImportFund(ImportContext context, SheetRow row, Registration? existing)
    {
        if (!(await _fund.Resolve(context, row, f => context.Caller.SeesFund(f.Id))).TryGet(out var fund, out var unknown))
            return unknown;
        if (fund is null && existing is null)
            return _name.Refuse(Codes.Required);
        if (fund is not null && existing is not null && existing.Party.Id != fund.Key)
            return _name.Refuse(Codes.NotAllowed, ("why", "fixed party"));
        existing ??= await Registered(context, "fund_id", fund!.Key);
        return await Register(context, row, existing, existing?.Party ?? new Party(PartyType.Fund, fund!.Key), null);
    }

    private async Task<Result<RowEffect>> ImportGuest(ImportContext context, SheetRow row, Registration? existing)
    {
        if (existing is null && !row.Has(_name))
            return _name.Refuse(Codes.Required);
        if (existing is not null && row.Has(_name) && Cell.Trim(existing.Party.Name) != row.Text(_name))
            return _name.Refuse(Codes.NotAllowed, ("why", "fixed party"));
        if (existing is null)
        {
            ListFilter[] filters = [new("session_id", context.Session!.Id.ToString()), new("party_type", PartyType.Guest.Kebab())];
            var same = (await RegistrationStore.Entities.All(context.Db, filters)).Where(r => Cell.Trim(r.Party.Name) == row.Text(_name)).ToList();
            if (same.Count > 1)
                return _name.Refuse(Codes.AmbiguousName, ("what", "guest"), ("count", same.Count));
            existing = same.SingleOrDefault();
        }

        return await Register(context, row, existing, existing?.Party ?? new Party(PartyType.Guest, Name: row.Text(_name)), null);
    }

    private async Task<Result<RowEffect>> Register(ImportContext context, SheetRow row, Registration? existing, Party party, FinancingRequestId? request)
    {
        var upserted = await Upsert.Run(
            context, _registrations, _registrationFields, row, existing, d => d with { Party = party, FinancingRequestId = request }, context.Session!.Key);
        return upserted.Map(u => u.Effect);
    }

    /// <summary>The registration that the row names by its id.</summary>
    private async Task<Result<FoundRegistration>> Existing(ImportContext context, SheetRow row)
    {
        if (row.Id(_id) is not { } id)
            return new FoundRegistration(null);
        var named = await RegistrationStore.Entities.Find(context.Db, id);
        return named is not null && named.SessionId == context.Session!.Id
            ? new FoundRegistration(named)
            : _id.Refuse(Codes.UnknownReference, ("what", "registration"));
    }

    private async Task<Result<FoundStartup>> StartupOf(ImportContext context, SheetRow row, Registration? existing)
    {
        if (existing is not null && !row.Has(_partyId))
            return new FoundStartup(await StartupStore.Entities.Find(context.Db, existing.Party.Id!.Value));
        if (!(await _startup.Find(context, row)).TryGet(out var found, out var refused))
            return refused;
        return existing is not null && found.Startup?.Key != existing.Party.Id ? _partyId.Refuse(Codes.NotAllowed, ("why", "fixed party")) : found;
    }

    private async Task<Result<FoundRequest>> RequestOf(ImportContext context, SheetRow row, Upserted<Startup> startup, Registration? existing)
    {
        if (existing is null)
            return await RequestFinder.Find(context, row, _request, startup.Effect == RowEffect.Created ? null : startup.Entity, row.Text(_title) ?? Cell.Trim(startup.Entity.Name));
        var own = await FinancingRequestStore.Entities.Find(context.Db, existing.FinancingRequestId!.Value.Value);
        return row.Has(_request.Columns[0]) && row.Id(_request.Columns[0]) != own!.Key
            ? _request.Columns[0].Refuse(Codes.NotAllowed, ("why", "fixed party"))
            : new FoundRequest(own);
    }

    private static async Task<Registration?> Registered(ImportContext context, string column, Guid id)
    {
        ListFilter[] filters = [new("session_id", context.Session!.Id.ToString()), new(column, id.ToString("D"))];
        return (await RegistrationStore.Entities.List(context.Db, new ListQuery(filters, null, 1))).Items is [var only] ? only : null;
    }

    private PartyType TypeOf(SheetRow row) => row.Value(_type) is PartyType type ? type : PartyType.Startup;

    /// <summary>Facts of a startup or a request in the row of another party would be lost silently.</summary>
    private DomainError? Misplaced(SheetRow row, PartyType type)
    {
        SheetColumn[] own = type == PartyType.Fund ? [_name, _externalId, _partyId] : [_name];
        var columns = _startupFields.Fields.Select(f => f.Column).Concat(_requestFields.Fields.Select(f => f.Column)).Append(_partyId).Append(_request.Columns[0]);
        var errors = columns.Except(own).Where(row.Has).Select(c => new FieldError("/" + c.Field, Codes.NotAllowed, ("why", type.Kebab()))).ToList();
        return errors.Count == 0 ? null : DomainError.Invalid(errors);
    }

    private async Task<object?[]> Show(Db db, Registration registration)
    {
        var values = Blank();
        _registrationFields.Show(values, registration);
        values[_id.Index] = registration.Key;
        values[_type.Index] = registration.Party.Type;
        values[_partyId.Index] = registration.Party.Id;
        values[_name.Index] = registration.Party.Name;
        switch (registration.Party.Type)
        {
            case PartyType.Startup:
                _startupFields.Show(values, (await StartupStore.Entities.Find(db, registration.Party.Id!.Value))!);
                var request = (await FinancingRequestStore.Entities.Find(db, registration.FinancingRequestId!.Value.Value))!;
                _requestFields.Show(values, request);
                values[_request.Columns[0].Index] = request.Key;
                break;
            case PartyType.Fund:
                var fund = (await _fund.Keys[0].Find(db, registration.Party.Id!.Value.ToString("D")))!;
                values[_externalId.Index] = fund.ExternalId;
                values[_name.Index] = fund.Name;
                break;
        }

        return values;
    }

    private readonly record struct FoundRegistration(Registration? Registration);
}
