import { createApp } from 'vue'
import SecurityPage from './SecurityPage.vue'

createApp(SecurityPage).mount('#page')
