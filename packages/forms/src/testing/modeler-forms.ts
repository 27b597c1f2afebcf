import type { FormSchema } from '../types.ts';

const layout = (row: string, columns: number | null = null) => ({ row, columns });

/** Forms of the shape that Camunda Modeler and form-js write: words in the file, rows and columns, buttons, no properties of ours. */
export const modelerForms: Record<string, unknown> = {
  invoice: {
    $schema: '../../../form-json-schema/resources/schema.json',
    components: [
      {
        type: 'text',
        id: 'Field_intro',
        text: '# Invoice\n\nPlease **check** the [terms](https://example.org/terms).\n\n* one\n* two',
        layout: layout('Row_1'),
      },
      {
        type: 'textfield',
        id: 'Field_creditor',
        key: 'creditor',
        label: 'Creditor',
        validate: { required: true },
        layout: layout('Row_2', 8),
      },
      {
        type: 'number',
        id: 'Field_amount',
        key: 'amount',
        label: 'Amount',
        decimalDigits: 2,
        increment: '0.01',
        serializeToString: true,
        appearance: { prefixAdorner: 'CHF' },
        validate: { required: true, min: 0, max: 1000 },
        layout: layout('Row_2', 8),
      },
      {
        type: 'textfield',
        id: 'Field_number',
        key: 'invoiceNumber',
        label: 'Invoice number',
        description: 'An invoice number such as C-123',
        validate: { pattern: '^C-[0-9]+$' },
      },
      { type: 'checkbox', id: 'Field_approved', key: 'approved', label: 'Approved', defaultValue: true },
      { type: 'textfield', id: 'Field_by', key: 'approvedBy', label: 'Approved by', conditional: { hide: '=not(approved)' } },
      {
        type: 'radio',
        id: 'Field_product',
        key: 'product',
        label: 'Product',
        values: [
          { label: 'Camunda Platform', value: 'platform' },
          { label: 'Camunda Cloud', value: 'cloud' },
        ],
        defaultValue: 'cloud',
      },
      { type: 'select', id: 'Field_language', key: 'language', label: 'Language', valuesKey: 'languages', searchable: true },
      {
        type: 'taglist',
        id: 'Field_tags',
        key: 'tags',
        label: 'Tags',
        values: [
          { label: 'A', value: 'a' },
          { label: 'B', value: 'b' },
        ],
      },
      {
        type: 'datetime',
        id: 'Field_talk',
        key: 'conversation',
        subtype: 'datetime',
        dateLabel: 'Date of conversation',
        timeLabel: 'Time',
        timeSerializingFormat: 'utc_normalized',
        timeInterval: 15,
        use24h: false,
        disallowPassedDates: true,
      },
      { type: 'spacer', id: 'Field_space', height: 60 },
      { type: 'separator', id: 'Field_line' },
      { type: 'textfield', id: 'Field_off', key: 'disabled', label: 'A disabled field', disabled: true, defaultValue: 'fixed' },
      { type: 'image', id: 'Field_logo', source: '=logo', alt: 'A logo' },
      { type: 'button', id: 'Field_submit', action: 'submit', label: 'Submit' },
    ],
    type: 'default',
    id: 'Form_invoice',
    executionPlatform: 'Camunda Cloud',
    executionPlatformVersion: '8.7.0',
    exporter: { name: 'Camunda Modeler', version: '5.34.0' },
    schemaVersion: 18,
  },
  clients: {
    schemaVersion: 16,
    type: 'default',
    id: 'Form_clients',
    components: [
      {
        type: 'group',
        id: 'Field_group',
        label: 'Client',
        path: 'client',
        showOutline: true,
        components: [
          { type: 'textfield', id: 'Field_name', key: 'name', label: 'Name' },
          {
            type: 'group',
            id: 'Field_inner',
            label: 'Address',
            path: 'address',
            components: [{ type: 'textfield', id: 'Field_city', key: 'city', label: 'City' }],
          },
        ],
      },
      {
        type: 'dynamiclist',
        id: 'Field_list',
        label: 'Devices',
        path: 'devices',
        isRepeating: true,
        allowAddRemove: true,
        defaultRepetitions: 2,
        showOutline: true,
        disableCollapse: true,
        components: [
          { type: 'textfield', id: 'Field_model', key: 'model', label: 'Model' },
          {
            type: 'dynamiclist',
            id: 'Field_parts',
            label: 'Parts',
            path: 'parts',
            components: [
              { type: 'textfield', id: 'Field_part', key: 'part', label: 'Part', conditional: { hide: '=parent.model = null' } },
            ],
          },
        ],
      },
      { type: 'expression', id: 'Field_count', key: 'count', expression: '=count(devices)', computeOn: 'change' },
      {
        type: 'table',
        id: 'Field_table',
        label: 'Overview',
        dataSource: '=devices',
        rowCount: 10,
        columns: [{ label: 'Model', key: 'model' }],
      },
      { type: 'filepicker', id: 'Field_file', key: 'photo', label: 'Photo', accept: '.png,.jpg', multiple: true },
      { type: 'documentPreview', id: 'Field_preview', label: 'Documents', dataSource: '=documents', maxHeight: 200 },
      { type: 'html', id: 'Field_html', content: '<b>{{client.name}}</b>' },
      { type: 'iframe', id: 'Field_iframe', url: 'https://example.org', security: { allowScripts: true } },
    ],
  },
};

/** One of them as a schema. */
export const modelerForm = (name: string): FormSchema => modelerForms[name] as FormSchema;
