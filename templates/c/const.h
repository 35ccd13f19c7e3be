{{ constant.doc }}#define {{ constant.name }} {{ constant.value }}

